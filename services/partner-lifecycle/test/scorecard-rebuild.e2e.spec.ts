import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { EventLog } from '@tributary/messaging';
import { Clock } from '@tributary/kernel';
import { Database } from '@tributary/persistence';
import { eventually, testService, type TestService } from '@tributary/testing';
import pg from 'pg';
import { definition, rebuildScorecards, RebuildRefused } from '../src/index.js';
import { countedEvents } from '../src/scorecard/counted-events.service.js';
import { ScorecardRebuild } from '../src/scorecard-rebuild/scorecard-rebuild.service.js';
import { admin, vendorUser } from './people.js';
import { approvedPartner, expectStatus, type Shown } from './recruitment.js';
import { append, certified, deal, eventsOf, type DealStory, type Verb } from './scorecard-events.js';

let service: TestService;
beforeAll(async () => {
  service = await testService(definition);
});
afterAll(() => service.close());
const rebuild = (from?: string) =>
  rebuildScorecards(service.config, from === undefined ? {} : { from: new Date(from) });
const say = (...stories: DealStory[]) =>
  append(service.running.app.get(EventLog), countedEvents, stories.flatMap(eventsOf));
const facts = async () =>
  service.adminQuery<{ all: Shown }>(
    `SELECT to_jsonb(f) - 'recorded_at' AS all FROM scorecard_fact f ORDER BY subject, line, rank, figure`,
  );
/** Everything that the list shows. */
async function figures(): Promise<Shown[]> {
  const items: Shown[] = [];
  for (let cursor = ''; ;) {
    const page = expectStatus(await service.call(`GET /v1/scorecards?limit=200${cursor}`, { as: admin }), 200);
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = `&cursor=${page.nextCursor}`;
  }
}
/** Everything told has been counted, and the points that it earned too. */
const settled = async (): Promise<void> => {
  const waiting = async () => [
    await service.running.app.get(EventLog).lag('tributary.partner-lifecycle'),
    (await service.adminQuery('SELECT FROM outbox')).length,
  ];
  for (let quiet = 0; quiet < 2; quiet += 1) await eventually(waiting, ([lag, rows]) => lag === 0 && rows === 0);
};
const deals = async () =>
  (await service.adminQuery(`SELECT FROM scorecard_fact WHERE figure = 'registered' AND sequence = 1`)).length;

const partners: string[] = [];
const plots: readonly (readonly Verb[])[] = [
  ['register', 'approve', 'win'],
  ['register', 'approve', 'win', 'revoke'],
  ['register', 'register', 'reject'],
  ['register', 'approve', 'expire', 'reopen', 'lose'],
];
function someStories(count: number): DealStory[] {
  return Array.from({ length: count }, (_, n) => {
    const steps = plots[n % plots.length]!.map((verb, step): [Verb, string] => [
      verb,
      new Date(Date.UTC(2026, n % 9, 1 + step * 9)).toISOString(),
    ]);
    const value = { amount: `${100 + n}.25`, currency: n % 3 === 0 ? 'EUR' : 'USD' };
    return deal(partners[n % partners.length]!, value, ...steps);
  });
}
async function logQuery(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: service.logUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
async function openProgram(currency: string): Promise<void> {
  const finance = vendorUser('finance', 'finance');
  const body = { name: currency, currency, startsOn: '2026-01-01', pendingDays: 30, rate: { points: 1, per: '10' } };
  const { id } = expectStatus(await service.call('POST /v1/reward-programs', { as: finance, body }), 201);
  expectStatus(await service.call(`POST /v1/reward-programs/${id}/open`, { as: finance }), 200);
}
/** What decides who may do what with the table, and how it is found. */
const surroundings = () =>
  service.adminQuery(`
    SELECT indexname AS name, indexdef AS text FROM pg_indexes WHERE tablename = 'scorecard_fact'
    UNION ALL SELECT policyname, concat_ws(' ', permissive, roles, cmd, qual) FROM pg_policies WHERE tablename = 'scorecard_fact'
    UNION ALL SELECT 'privileges', relacl::text || relrowsecurity || relowner::regrole FROM pg_class WHERE relname = 'scorecard_fact' ORDER BY 1, 2`);

jest.setTimeout(120_000);

describe('A rebuild of the scorecards', () => {
  beforeAll(async () => {
    for (const currency of ['USD', 'EUR']) await openProgram(currency);
    for (let n = 0; n < 3; n += 1) partners.push(await approvedPartner(service));
    await say(...someStories(40));
    const certificates = partners.map((partnerId) => certified(partnerId, '2026-01-05T10:00:00.000Z', '2027-01-04'));
    await append(service.running.app.get(EventLog), countedEvents, certificates);
    await settled();
  });

  it('comes to the same numbers as counting live, and changes nothing about the table', async () => {
    const [before, shown, around] = [await facts(), await figures(), await surroundings()];
    expect(before.length).toBeGreaterThan(120);
    expect(new Set(before.map(({ all }) => all.figure))).toContain('pointsReversed');
    const rebuilt = await rebuild();
    expect(rebuilt).toMatchObject({ facts: before.length, removed: 0, added: 0, unreadable: 0 });
    expect(await facts()).toEqual(before);
    expect(await figures()).toEqual(shown);
    expect(await surroundings()).toEqual(around);
    expect(await service.adminQuery(`SELECT FROM pg_class WHERE relname ~ 'scorecard_fact_(fresh|stale)'`)).toEqual([]);
  });

  it('mends whatever was done to the facts', async () => {
    const [before, shown] = [await facts(), await figures()];
    await service.adminQuery(`DELETE FROM scorecard_fact WHERE figure = 'won' AND amount > 110`);
    await service.adminQuery(
      `UPDATE scorecard_fact SET amount = amount * 2, at = at + interval '40 days' WHERE figure = 'approved'`,
    );
    await service.adminQuery(`UPDATE scorecard_fact SET partner_id = $1 WHERE line = 'certification'`, [randomUUID()]);
    await service.adminQuery(`INSERT INTO scorecard_fact SELECT gen_random_uuid(), line, rank, figure, sequence, partner_id, number, at, told_at, recorded_at, amount FROM scorecard_fact WHERE figure = 'lost'`); // prettier-ignore
    await service.adminQuery(`DELETE FROM scorecard WHERE period = 'quarter'`);
    expect(await figures()).not.toEqual(shown);
    const rebuilt = await rebuild();
    expect(rebuilt.removed).toBeGreaterThan(20);
    expect(rebuilt.added).toBeGreaterThan(20);
    expect(await facts()).toEqual(before);
    expect(await figures()).toEqual(shown);
  });

  it('counts exactly once what happens meanwhile', async () => {
    const before = await deals();
    let told = 0;
    let isOver = false;
    const telling = (async () => {
      for (; !isOver; told += 2) {
        await say(...someStories(2));
        await pause(20);
      }
    })();
    const during: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const count = told;
      await rebuild();
      during.push(told - count);
    }
    isOver = true;
    await telling;
    expect(during.every((count) => count > 0)).toBe(true);
    expect(told).toBeGreaterThan(10);
    await settled();
    const [live, shown] = [await facts(), await figures()];
    expect(await deals()).toBe(before + told);
    expect(await rebuild()).toMatchObject({ removed: 0, added: 0 });
    expect(await facts()).toEqual(live);
    expect(await figures()).toEqual(shown);
    expect(await service.adminQuery('SELECT FROM parked UNION ALL SELECT FROM dead_letter')).toEqual([]);
  });

  it('loses nothing that is counted live between its last look at the log and the exchange', async () => {
    const log = service.running.app.get(EventLog);
    let looks = 0;
    const slow: Pick<EventLog, 'ensureTopics' | 'replay'> = {
      ensureTopics: (topics) => log.ensureTopics(topics),
      replay: async (options) => {
        const ended = await log.replay(options);
        looks += 1;
        if (looks !== 2) return ended;
        await say(...someStories(4));
        await settled();
        return ended;
      },
    };
    const before = await deals();
    const [database, clock] = [service.running.app.get(Database), service.running.app.get(Clock)];
    await ScorecardRebuild.run({ database, clock, log: slow as EventLog });
    expect(await deals()).toBe(before + 4);
    expect(looks).toBe(3);
  });

  it('happens once at a time, whoever else asks for it', async () => {
    const live = await facts();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => rebuild()));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => String(reason));
    expect(refused.length).toBeLessThan(8);
    expect(new Set(refused)).toEqual(new Set(['Error: Another rebuild of the scorecards is under way.']));
    expect(await facts()).toEqual(live);
  });

  it('begins again where another one was interrupted', async () => {
    await service.adminQuery('CREATE TABLE scorecard_fact_fresh (half text); CREATE TABLE scorecard_fact_stale ()');
    const live = await facts();
    await service.adminQuery(
      'ALTER TABLE scorecard_fact_fresh OWNER TO partner_lifecycle_owner; ALTER TABLE scorecard_fact_stale OWNER TO partner_lifecycle_owner',
    );
    expect(await rebuild()).toMatchObject({ removed: 0, added: 0 });
    expect(await facts()).toEqual(live);
  });

  it('is refused when the log no longer holds what is counted, and keeps that if it is told to', async () => {
    await service.adminQuery(`DELETE FROM scorecard_fact WHERE told_at >= '2026-08-01'`);
    await rebuild();
    const [live, shown] = [await facts(), await figures()];
    await logQuery(`DELETE FROM log_event WHERE headers ->> 'ce_time' < '2026-05-15' AND topic NOT LIKE '%.state'`);
    const refusal = await rebuild().catch((error: unknown) => error as RebuildRefused);
    expect(refusal).toBeInstanceOf(RebuildRefused);
    const [, from] = /--from (\S+)$/.exec((refusal as Error).message) ?? [];
    expect(await facts()).toEqual(live);
    await expect(rebuild('2026-01-15T00:00:00Z')).rejects.toBeInstanceOf(RebuildRefused);
    await service.adminQuery(`UPDATE scorecard_fact SET amount = 0 WHERE told_at >= '2026-08-01'`);
    expect((await rebuild(from)).removed).toBeGreaterThan(0);
    expect(await facts()).toEqual(live);
    expect(await figures()).toEqual(shown);
  });
});
