import { systemActor, type Actor } from '@tributary/kernel';
import { effortOf, partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { monday } from '../../test/deals.js';
import { opening, pipeline } from '../../test/opportunities.js';
import { definition } from '../index.js';
import { OpportunitiesQuery } from './opportunity-input.dto.js';
import { Opportunity } from './opportunity.js';
import { OpportunityQueries } from './opportunity.queries.js';
import { opportunities } from './opportunity.schema.js';

const id = '0190f3a0-0000-7000-8000-000000000001';
const large = partner('0190f3a0-0000-7000-8000-0000000000a1');
const distributor = partner('0190f3a0-0000-7000-8000-0000000000d1');
const manager: Actor = { ...vendor('channel_manager'), territories: ['T1', 'T2', 'T3'] };

let db: TestDatabase;
let queries: OpportunityQueries;

beforeAll(async () => {
  db = await testDatabase(definition);
  queries = new OpportunityQueries(db.reads);
});
afterAll(() => db.close());

it('an opportunity comes back from its row as it was saved, in every field', async () => {
  const parties = [{ partnerId: large.partnerId!, role: 'resells', split: '100' }] as const;
  const opportunity = Opportunity.open(
    { ...opening, id, partnerId: large.partnerId!, dealRegistrationId: id, parties },
    pipeline,
  );
  opportunity.revise({ nextStep: 'Demo', competitors: ['Globex'], ownedBy: 'jo' }, 'jo');
  opportunity.advance('proposal', pipeline, 'jo', monday);
  opportunity.win(pipeline, 'jo', monday);
  const { state } = opportunity;
  await db.unitOfWork.run(systemActor('test'), async (tx) => {
    await tx.number(opportunities);
    tx.save(opportunities, opportunity);
  });
  const loaded = await db.unitOfWork.run(systemActor('test'), (tx) => tx.load(opportunities, id));
  expect(loaded.state).toEqual(state);
});

describe('a page of opportunities, at 100,000 of them', () => {
  beforeAll(async () => {
    await db.adminQuery(
      `INSERT INTO opportunity(id, name, source, status, partner_id, distributor_id, territory, hidden_from_distributor, customer, identity, parties,
         lines, value, expected_close_on, pipeline, stage, forecast_category, competitors, stages, opened_at, external_ids, version, number,
         created_at, updated_at)
       SELECT gen_random_uuid(), 'x', 'deal_registration', CASE i % 400 WHEN 0 THEN 'won' ELSE 'open' END,
         CASE i % 2 WHEN 0 THEN $1::uuid ELSE gen_random_uuid() END, CASE i % 10 WHEN 3 THEN $2::uuid END, 'T' || i % 10, i % 20 = 3,
         '{}', '{"name": "x", "country": "US"}', '[]', '[]', '{}', '2026-12-31', 'default', '{}', 'pipeline', '[]', '[]', now(), '[]', 1, 'O-' || i,
         timestamptz '2026-01-01' + i * interval '1 second', timestamptz '2026-01-01' + i * interval '2 seconds'
       FROM generate_series(1, 100000) i`,
      [large.partnerId, distributor.partnerId],
    );
    await db.adminQuery('ANALYZE opportunity');
  }, 120_000);

  const page = (actor: Actor, filters: Partial<OpportunitiesQuery> = {}) =>
    queries.page(actor, Object.assign(new OpportunitiesQuery(), filters));

  it.each<[string, Actor, Partial<OpportunitiesQuery>]>([
    ['the vendor', vendor(), {}],
    ['the vendor, by status', vendor(), { status: 'won' }],
    ['the vendor, by partner', vendor(), { partnerId: large.partnerId! }],
    ['the vendor, by registration', vendor(), { dealRegistrationId: id }],
    ['the vendor, by what changed', vendor(), { updatedSince: new Date('2026-01-02T00:00:00Z') }],
    ['a channel manager of three territories', manager, {}],
    ['a partner with half of all', large, {}],
    ['a partner, by what changed', large, { updatedSince: new Date('2026-01-02T00:00:00Z') }],
    ['a distributor', distributor, {}],
  ])('is read along an index for %s', async (_, actor, filters) => {
    const effort = await effortOf(db, actor, 'opportunity', () => page(actor, filters));
    expect(effort.readsAll).toBe(false);
    expect(effort.rows).toBeLessThan(1000);
  });

  it('shows a distributor what names it and is not hidden from it, and nothing twice', async () => {
    const { items } = await page(distributor, { limit: 200 });
    expect(items.every((one) => one.distributorId === distributor.partnerId && !one.hiddenFromDistributor)).toBe(true);
    expect(new Set(items.map((one) => one.id)).size).toBe(200);
  });
});
