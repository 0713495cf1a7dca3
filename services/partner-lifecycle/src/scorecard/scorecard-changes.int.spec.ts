import { randomUUID } from 'node:crypto';
import { effortOf, partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { definition } from '../partner-lifecycle.service-definition.js';
import { ScorecardQueries } from './scorecard.queries.js';

const small = '0190f3a0-0000-7000-8000-0000000000a1';
const since = new Date('2026-05-01T00:00:00Z');

/** 100,000 deals of a hundred partners, all recorded long ago. */
const fill = `
  INSERT INTO scorecard_fact(subject, line, rank, figure, sequence, partner_id, number, at, told_at, recorded_at, amount, currency)
  SELECT gen_random_uuid(), 'registration', -1, 'registered', 1, CASE WHEN n % 100 = 0 THEN '${small}'::uuid ELSE md5('p' || n % 100)::uuid END,
         'DR-' || n, t.at, t.at, t.at, 1, 'USD' FROM generate_series(1, 100000) n CROSS JOIN LATERAL (SELECT '2024-01-01'::timestamptz + n * interval '12 minutes' AS at) t;
  SELECT make_scorecards(array_agg(partner_id), array_agg(at)) FROM scorecard_fact;
  ANALYZE scorecard_fact; ANALYZE scorecard;`;

let db: TestDatabase;
let queries: ScorecardQueries;
beforeAll(async () => {
  db = await testDatabase(definition);
  queries = new ScorecardQueries(db.reads, db.clock);
  await db.adminQuery(fill);
}, 180_000);
afterAll(() => db.close());

const ask = { updatedSince: since, page: () => ({ limit: 200 }) };
const changed = async (partnerId: string) =>
  (await queries.list(vendor(), { ...ask, partnerId })).items
    .map(({ period, startsAt }) => `${period} ${startsAt.toISOString().slice(0, 7)}`)
    .sort();

async function certification(
  partnerId: string,
  subject: string,
  rank: number,
  figure: string,
  at: string,
  recordedAt: string,
) {
  await db.adminQuery(
    `INSERT INTO scorecard_fact(subject, line, rank, figure, sequence, partner_id, number, at, told_at, recorded_at)
     VALUES ($1, 'certification', $2::bigint, $3, $2::bigint, $4, 'CT-1', $5, $6, $6)`,
    [subject, rank, figure, partnerId, at, recordedAt],
  ); // prettier-ignore
}

describe('Who follows changes of scorecards', () => {
  it.each([
    ['the vendor', vendor()],
    ['a partner', partner(small)],
  ] as const)('reads what was recorded since and not every fact: %s', async (_, actor) => {
    const effort = await effortOf(db, actor, 'scorecard_fact', () => queries.list(actor, ask));
    expect({ readsAll: effort.readsAll, rows: effort.rows <= 160 ? 'few' : effort.rows }).toEqual({
      readsAll: false,
      rows: 'few',
    });
  });

  it('hears of each month that a certification told late counts in, and of no month before it', async () => {
    const partnerId = randomUUID();
    const opened = ['2026-01-15', '2026-02-15', '2026-03-15', '2026-04-15'];
    await db.adminQuery('SELECT make_scorecards(array_fill($1::uuid, ARRAY[4]), $2::timestamptz[])', [
      partnerId,
      opened,
    ]);
    expect(await changed(partnerId)).toEqual([]);
    const subject = randomUUID();
    await certification(partnerId, subject, 1, 'certifications', '2026-02-10', '2026-05-02');
    const later = [
      'month 2026-02',
      'month 2026-03',
      'month 2026-04',
      'quarter 2026-01',
      'quarter 2026-04',
      'year 2026-01',
    ];
    expect(await changed(partnerId)).toEqual(later);
  });

  it('hears of no month that was over before a certification was taken back', async () => {
    const partnerId = randomUUID();
    const opened = ['2026-01-15', '2026-02-15', '2026-03-15', '2026-04-15'];
    await db.adminQuery('SELECT make_scorecards(array_fill($1::uuid, ARRAY[4]), $2::timestamptz[])', [
      partnerId,
      opened,
    ]);
    const subject = randomUUID();
    await certification(partnerId, subject, 1, 'certifications', '2026-01-10', '2026-01-10');
    await certification(partnerId, subject, 2, 'uncertified', '2026-04-10', '2026-05-02');
    expect(await changed(partnerId)).toEqual(['month 2026-04', 'quarter 2026-04', 'year 2026-01']);
  });
});
