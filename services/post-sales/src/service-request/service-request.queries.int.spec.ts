import { effortOf, partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { definition } from '../index.js';
import { ServiceRequestsQuery } from './service-request-input.dto.js';
import { ServiceRequestQueries } from './service-request.queries.js';

const one = '0190f3a0-0000-7000-8000-0000000000a1';
const asset = '0190f3a0-0000-7000-8000-0000000000c1';
const rare = `n % 2000 = 0`;
const promise = `jsonb_build_object('breached', ${rare})`;

/** What is asked for below is rare, or is not there at all. */
const fill = `
  INSERT INTO service_request(id, number, partner_id, opened_by, status, kind, title, description, impact, urgency, priority, tier, level_version,
                              territory, asset_id, assigned_to, opened_at, first_response, resolution, version, created_at, updated_at)
  SELECT gen_random_uuid(), 'SR-' || n, '${one}', 'x', 'closed', CASE WHEN ${rare} THEN 'training' ELSE 'other' END, 'x', 'x', 'low', 'low',
         CASE WHEN ${rare} THEN 'critical' ELSE 'low' END, 'gold', 1, 'DACH', CASE WHEN ${rare} THEN '${asset}'::uuid END,
         CASE WHEN ${rare} THEN 'ada' ELSE 'bo' END, at, ${promise}, ${promise}, 1, at, at
    FROM (SELECT n, '2020-01-01'::timestamptz + n * interval '1 minute' AS at FROM generate_series(1, 50000) n) each`;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(definition);
  await db.adminQuery(fill);
  await db.adminQuery('ANALYZE service_request');
}, 120_000);
afterAll(() => db.close());

it.each([
  ['of everybody', vendor('support'), {}],
  ['of a unit', vendor('support'), { assetId: asset }],
  ['of a unit, for its partner', partner(one), { assetId: asset }],
  ['of somebody', vendor('support'), { assignedTo: 'ada' }],
  ['of nobody', vendor('support'), { assignedTo: 'nobody' }],
  ['of a rare kind', vendor('support'), { kind: 'training' }],
  ['that are critical', vendor('support'), { priority: 'critical' }],
  ['that were not kept in time', vendor('support'), { breached: true }],
] as const)('reads hardly more than a page for requests %s', async (_, actor, change) => {
  const queries = new ServiceRequestQueries(db.reads);
  const query = Object.assign(new ServiceRequestsQuery(), { limit: 50, ...change });
  const effort = await effortOf(db, actor, 'service_request', () => queries.page(actor, query));
  expect({ readsAll: effort.readsAll, few: effort.rows <= 160 }).toEqual({ readsAll: false, few: true });
});
