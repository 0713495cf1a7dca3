import type { Actor } from '@tributary/kernel';
import { effortOf, partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { definition } from '../partner-lifecycle.service-definition.js';
import { CertificationListQuery } from './certification.dto.js';
import { CertificationQueries } from './certification.queries.js';

const small = '0190f3a0-0000-7000-8000-0000000000a1';
const large = '0190f3a0-0000-7000-8000-0000000000a2';
const defined = '0190f3a0-0000-7000-8000-0000000000d1';

/** Of every thousand certifications one is the small partner's, one taken back and one for service; most have ended. */
const fill = `
  INSERT INTO certification_definition(id, code, name, kind, status, editions, version, created_at, updated_at)
  VALUES ('${defined}', 'GTX', 'GTX', 'sales', 'open', '[]', 1, now(), now());
  INSERT INTO partner_user(id, partner_id, email, name, roles, status, invited_by, version, created_at, updated_at)
  SELECT md5('u' || n)::uuid, CASE WHEN n % 1000 = 0 THEN '${small}'::uuid ELSE '${large}'::uuid END, n || '@x.example', 'x', '["learner"]', 'invited', 'x', 1, now(), now()
    FROM generate_series(1, 100000) n;
  INSERT INTO certification(id, definition_id, definition_code, definition_name, kind, families, partner_id, user_id, status, earned_at,
      valid_until, evidence, notices_given, number, version, created_at, updated_at)
  SELECT gen_random_uuid(), '${defined}', 'GTX', 'GTX', CASE WHEN n % 1000 = 1 THEN 'service' ELSE 'sales' END, '[]',
         CASE WHEN n % 1000 = 0 THEN '${small}'::uuid ELSE '${large}'::uuid END, md5('u' || n)::uuid,
         CASE WHEN n % 1000 = 2 THEN 'revoked' WHEN n % 10 = 3 THEN 'active' ELSE 'expired' END,
         '2020-01-01'::timestamptz + n * interval '1 minute', '2026-01-01'::date + n % 1000, '[]', '[]', 'CT-' || n, 1,
         '2020-01-01'::timestamptz + n * interval '1 minute', '2020-01-01'::timestamptz + n * interval '1 minute'
    FROM generate_series(1, 100000) n;
  ANALYZE certification; ANALYZE partner_user;`;

let db: TestDatabase;
let queries: CertificationQueries;
beforeAll(async () => {
  db = await testDatabase(definition);
  queries = new CertificationQueries(db.reads, db.clock);
  await db.adminQuery(fill);
}, 180_000);
afterAll(() => db.close());

const ask = (change: Partial<CertificationListQuery>) =>
  Object.assign(new CertificationListQuery(), { limit: 50, ...change });

it.each([
  ['the vendor', vendor('support'), {}],
  ['the vendor that looks at a partner', vendor('support'), { partnerId: small }],
  ['the vendor that follows changes', vendor('support'), { updatedSince: new Date('2020-03-10T09:00:00Z') }],
  [
    'the vendor that follows changes by their time',
    vendor('support'),
    { updatedSince: new Date('2020-03-10T09:00:00Z'), sort: 'updatedAt' },
  ],
  ['the vendor that sorts by the day it was earned', vendor('support'), { sort: '-earnedAt' }],
  ['the vendor that looks for what was taken back', vendor('support'), { status: 'revoked' }],
  ['the vendor that looks for a rare kind', vendor('support'), { kind: 'service' }],
  ['a partner with few', partner(small), {}],
  ['a partner with nearly all', partner(large), {}],
  ['a partner with nearly all that sorts', partner(large), { sort: '-earnedAt' }],
  ['a partner with nearly all that looks for what was taken back', partner(large), { status: 'revoked' }],
  [
    'a partner with few that follows changes',
    partner(small),
    { updatedSince: new Date('2020-02-01T00:00:00Z'), sort: 'updatedAt' },
  ],
] satisfies [string, Actor, Partial<CertificationListQuery>][])(
  'reads hardly more than a page for %s',
  async (_, actor, change) => {
    const effort = await effortOf(db, actor, 'certification', () => queries.list(actor, ask(change)));
    expect({ readsAll: effort.readsAll, rows: effort.rows <= 160 ? 'few' : effort.rows }).toEqual({
      readsAll: false,
      rows: 'few',
    });
  },
);
