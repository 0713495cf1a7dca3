import type { Actor } from '@tributary/kernel';
import { effortOf, partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { definition } from '../index.js';
import { DealRegistrationsQuery } from './deal-registration.dto.js';
import { DealRegistrationQueries } from './deal-registration.queries.js';

const partnerOf = (n: number): string => `0190f3a0-0000-7000-8000-0000000${String(n).padStart(5, '0')}`;
const large = partner(partnerOf(0));
const distributor = partner('0190f3a0-0000-7000-8000-000000099999');
const newcomer = partner('0190f3a0-0000-7000-8000-000000088888');
const manager: Actor = { ...vendor('channel_manager'), territories: ['T1', 'T2', 'T3'] };

// Half of all deals are of one partner; a tenth names the distributor; ten territories.
const rows = `
  INSERT INTO deal_registration(id, partner_id, territory, registered_by, prepared_by, status, program_id, program_version, deal_type, distributor_id,
    hidden_from_distributor, customer, identity, lines, value, expected_close_on, evidence, external_ids, resubmissions, overdue, explanation,
    extensions, version, number, created_at, updated_at)
  SELECT gen_random_uuid(), CASE i % 2 WHEN 0 THEN $1::uuid ELSE ('0190f3a0-0000-7000-8000-0000000' || lpad((i % 500)::text, 5, '0'))::uuid END,
    'T' || i % 10, 'seed', '["seed"]', CASE i % 400 WHEN 0 THEN 'in_review' ELSE 'expired' END, $1, 1, 'new', CASE i % 10 WHEN 3 THEN $2::uuid END, i % 20 = 3,
    '{}', '{"name": "x", "country": "US"}', '[]', '{}', '2026-12-31', '[]', '[]', 0, false, '[]', 0, 1, 'DR-' || i,
    timestamptz '2026-01-01' + i * interval '1 second', timestamptz '2026-01-01' + i * interval '2 seconds'
  FROM generate_series(1, 100000) i`;

describe('a page of deal registrations, at 100,000 of them', () => {
  let db: TestDatabase;
  let queries: DealRegistrationQueries;

  beforeAll(async () => {
    db = await testDatabase(definition);
    queries = new DealRegistrationQueries(db.reads);
    await db.adminQuery(rows, [large.partnerId, distributor.partnerId]);
    await db.adminQuery('ANALYZE deal_registration');
  }, 120_000);
  afterAll(() => db.close());

  const page = async (actor: Actor, filters: Partial<DealRegistrationsQuery> = {}) =>
    queries.page(actor, Object.assign(new DealRegistrationsQuery(), filters));

  it.each<[string, Actor, Partial<DealRegistrationsQuery>]>([
    ['the vendor', vendor(), {}],
    ['the vendor, by status', vendor(), { status: 'in_review' }],
    ['the vendor, by partner', vendor(), { partnerId: large.partnerId! }],
    ['the vendor, by distributor', vendor(), { distributorId: distributor.partnerId! }],
    ['the vendor, by what changed', vendor(), { updatedSince: new Date('2026-01-02T00:00:00Z') }],
    ['a channel manager of three territories', manager, {}],
    ['a partner with half of all deals', large, {}],
    ['a partner with half of all deals, by status', large, { status: 'in_review' }],
    ['a partner, by what changed', large, { updatedSince: new Date('2026-01-02T00:00:00Z') }],
    ['a partner without a deal', newcomer, {}],
    ['a distributor', distributor, {}],
  ])('is read along an index for %s', async (_, actor, filters) => {
    const effort = await effortOf(db, actor, 'deal_registration', () => page(actor, filters));
    expect(effort.readsAll).toBe(false);
    expect(effort.rows).toBeLessThan(1000);
  });

  it('is as cheap in the middle of the list as at its beginning', async () => {
    let { nextCursor } = await page(large);
    for (let n = 0; n < 20; n += 1) ({ nextCursor } = await page(large, { cursor: nextCursor!, limit: 200 }));
    const effort = await effortOf(db, large, 'deal_registration', () => page(large, { cursor: nextCursor! }));
    expect(effort).toEqual({ readsAll: false, rows: expect.any(Number) });
    expect(effort.rows).toBeLessThan(1000);
  });

  it('shows a distributor what names it and is not hidden from it, and no deal twice', async () => {
    const { items } = await page(distributor, { limit: 200 });
    expect(items).toHaveLength(200);
    expect(items.every((deal) => deal.distributorId === distributor.partnerId && !deal.hiddenFromDistributor)).toBe(
      true,
    );
    expect(new Set(items.map(({ id }) => id)).size).toBe(200);
  });

  it('shows a partner without a deal nothing', async () => {
    expect((await page(newcomer)).items).toEqual([]);
  });
});
