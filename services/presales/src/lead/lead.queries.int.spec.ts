import { effortOf, testDatabase, partner, vendor, type TestDatabase } from '@tributary/testing';
import type { Actor } from '@tributary/kernel';
import { persisted } from '../../test/persisted.js';
import { LeadsQuery } from './lead-input.dto.js';
import { LeadQueries } from './lead.queries.js';

const northwind = '0190f3a0-0000-7000-8000-0000000000a1';
const count = 100_000;

describe('a page of leads, of a hundred thousand', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await testDatabase(persisted);
    // Every twentieth may be read by this partner, as many belong to one territory.
    await db.adminQuery(`
      ALTER TABLE lead DISABLE TRIGGER USER;
      INSERT INTO lead (id, status, source, company, segment, families, touches, score, hot, scoring, territory, captured_at, offers, readers, hop, desk_reason, version, created_at, updated_at)
        SELECT gen_random_uuid(), CASE n % 500 WHEN 0 THEN 'qualified' ELSE 'disqualified' END, 'import', '{"name":"C","country":"US"}', 'enterprise', '[]', '[]', n % 100, false, '{}',
               'T' || n % 20, now(), '[]', '[]', 0, CASE n % 1000 WHEN 0 THEN 'no_rule' END, 1, now() - n * interval '1 minute', now() FROM generate_series(1, ${count}) n;
      INSERT INTO lead_reader SELECT id, CASE territory WHEN 'T1' THEN '${northwind}'::uuid ELSE gen_random_uuid() END, created_at FROM lead;
      ALTER TABLE lead ENABLE TRIGGER USER;
      ANALYZE lead; ANALYZE lead_reader`);
  }, 120_000);
  afterAll(() => db.close());

  const page = (actor: Actor, filters: Partial<LeadsQuery>) =>
    new LeadQueries(db.reads).page(actor, Object.assign(new LeadsQuery(), filters));

  it.each<[string, Actor, Partial<LeadsQuery>]>([
    ['the vendor', vendor('admin'), {}],
    ['the vendor, by status', vendor('admin'), { status: 'qualified' }],
    ['the vendor, what waits for it', vendor('admin'), { atDesk: true }],
    ['a channel manager', { ...vendor('channel_manager'), territories: ['T1', 'T2'] }, {}],
    ['a partner', partner(northwind, 'sales'), {}],
  ])('is read along an index for %s', async (_, actor, filters) => {
    const { items } = await page(actor, filters);
    expect(items).toHaveLength(50);
    const effort = await effortOf(db, actor, 'lead', () => page(actor, filters));
    expect(effort.readsAll).toBe(false);
    expect(effort.rows).toBeLessThan(1000);
  });
});
