import { ManualClock } from '@tributary/kernel';
import { partner, testService, type TestService } from '@tributary/testing';
import fc from 'fast-check';
import { comparableName } from '../customer/customer-name.js';
import { stated } from '../../test/deals.js';
import { contoso, knowPartner, knowProducts, northwind, reseller, rival } from '../../test/sales.js';
import { thresholds } from './conflict.js';
import { dealStatuses, liveStatuses } from '../deal-registration/deal-status.js';
import { DealCheckService, DealSubmissionService, definition } from '../index.js';

const clock = new ManualClock(new Date('2026-03-02T10:00:00Z'));
let service: TestService;
let submissions: DealSubmissionService;

beforeAll(async () => {
  service = await testService(definition, { clock });
  submissions = service.running.app.get(DealSubmissionService, { strict: false });
  await knowProducts(service);
  for (const id of [northwind, contoso]) await knowPartner(service, id);
});
afterAll(() => service.close());

const one = async <Row>(sql: string, params: unknown[] = []): Promise<Row> =>
  (await service.adminQuery<Row & object>(sql, params))[0]!;

describe('what the database and the domain both know', () => {
  it('is the same list of live statuses', async () => {
    const rows = await service.adminQuery<{ status: string }>(
      'SELECT status FROM unnest($1::text[]) status WHERE is_live(status)',
      [dealStatuses],
    );
    expect(rows.map(({ status }) => status).sort()).toEqual([...liveStatuses].sort());
  });

  it.each([
    ['guard_protection', thresholds.hold],
    ['claims_beside', thresholds.note],
    ['customer_matches', thresholds.note],
  ])('%s compares names from %d on', async (name, threshold) => {
    const { settings } = await one<{ settings: string[] }>(
      'SELECT proconfig AS settings FROM pg_proc WHERE proname = $1',
      [name],
    );
    expect(settings).toContain(`pg_trgm.similarity_threshold=${threshold}`);
  });

  it('is from which similarity on a name is the partner’s own', async () => {
    const { source } = await one<{ source: string }>(
      `SELECT prosrc AS source FROM pg_proc WHERE proname = 'claims_found'`,
    );
    expect(source).toContain(`similarity(d.customer_name, c.name) >= ${thresholds.hold})`);
  });

  it('is what two names must have in common to share a lock', async () => {
    const { source } = await one<{ source: string }>(
      `SELECT prosrc AS source FROM pg_proc WHERE proname = 'conflict_locks'`,
    );
    expect(source).toContain(`ceil(${thresholds.hold} * n)`);
  });
});

describe('a name in any script', () => {
  it.each([
    ['東京電力', '東京電力株式会社', true],
    ['東京電力', '三菱重工', false],
    ['ООО Газпром нефть', 'Газпром Нефть', true],
    ['Газпром нефть', 'Лукойл', false],
  ])('%s and %s', async (first, second, same) => {
    const [row] = await service.adminQuery<{ same: boolean }>(
      `SELECT same_customer('JP', $1, null, null, 'JP', $2, null, null) IS TRUE AS same`,
      [comparableName(first), comparableName(second)],
    );
    expect(row?.same).toBe(same);
  });
});

const customers = fc.record({
  name: fc.constantFrom<string[]>(
    'Brightwater Holdings Group Inc',
    'Brightwater Holdings Groups Inc',
    'Brightwater Holding',
    'BRIGHTWATER Holdings Group GmbH',
    'University of Brightwater',
    'Unrelated Quarry Ltd',
  ),
  country: fc.constantFrom('US', 'US', 'US', 'DE'),
  domain: fc.constantFrom(null, 'brightwater.com', 'www.brightwater.com', 'brightwater.ac.uk', 'other.com'),
  registrationNumber: fc.constantFrom(null, 'HRB 1', 'hrb-1', 'HRB 2'),
});
const claims = fc.record({
  customer: customers,
  project: fc.constantFrom<(string | null)[]>(null, null, 'Site B'),
  contact: fc.constantFrom(null, { name: null, email: 'jane@brightwater.com' }),
  sku: fc.constantFrom('GTX-PRO', 'GTX-PRO', 'MG-SPECIAL'),
  by: fc.constantFrom(reseller, rival),
});
type Claim = typeof claims extends fc.Arbitrary<infer One> ? One : never;

const brought = ({ customer, project, contact, sku }: Claim) => {
  const deal = stated();
  const lines = deal.lines.map((line) => ({ ...line, sku, family: null }));
  return {
    partnerId: null,
    programId: null,
    deal: { ...deal, project, contact, lines, customer: { ...deal.customer, ...customer } },
  };
};

/** Whether the guard lets a stored claim be protected from now on. */
async function isRefusedByTheGuard(id: string): Promise<boolean> {
  await service.adminQuery(
    `UPDATE deal_registration SET protected_from = $2, protected_until = $2::timestamptz + interval '90 days' WHERE id = $1`,
    [id, clock.now()],
  );
  try {
    await service.adminQuery('SELECT protect_deal($1)', [id]);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'TB409' });
    return true;
  }
}

it('whatever the guard refuses, the search has found: as a rival that holds, or as one of the partner’s own', async () => {
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(claims, claims, async (first, second) => {
      await service.adminQuery('DELETE FROM deal_protection');
      await service.adminQuery('DELETE FROM deal_registration');
      expect(await submissions.register(brought(first), first.by)).toMatchObject({ status: 'approved' });
      const { id, identity } = await submissions.draft(brought(second), second.by);
      const found = await one<{ own: string | null; rivals: number }>(
        `SELECT (SELECT own_id FROM claims_beside(claim_of($1), $2) WHERE own_id IS NOT NULL LIMIT 1) AS own,
                (SELECT count(*)::int FROM customer_matches(claim_of($1), $2) m
                  WHERE m.same_domain OR m.same_registration OR m.name_similarity >= $3) AS rivals`,
        [id, clock.now(), thresholds.hold],
      );
      if (!(await isRefusedByTheGuard(id))) return;
      refusals += 1;
      expect({ identity, found: found.own !== null || found.rivals > 0 }).toEqual({ identity, found: true });
    }),
    { numRuns: 60 },
  );
  expect(refusals).toBeGreaterThan(5);
}, 60_000);

describe('a partner’s second registration of a customer under a similar name', () => {
  const named = (name: string, project: string | null = null) =>
    brought({
      customer: { name, country: 'US', domain: null, registrationNumber: null },
      project,
      contact: null,
      sku: 'GTX-PRO',
      by: reseller,
    });

  it('is refused as a duplicate, in the check as in the registration; another project is the way out', async () => {
    const first = await submissions.register(named('Pemberton Holdings Group Inc'), reseller);
    const again = named('Pemberton Holdings Groups Inc');
    expect(await service.running.app.get(DealCheckService, { strict: false }).check(again, reseller)).toMatchObject({
      isDuplicate: true,
    });
    await expect(submissions.register(again, reseller)).rejects.toMatchObject({
      code: 'DUPLICATE',
      facts: { extensions: { existingId: first.id } },
    });
    const other = named('Pemberton Holdings Groups Inc', 'Site B');
    expect(await submissions.register(other, reseller)).toMatchObject({ status: 'approved' });
  });

  it('is one of them when eight come at the same time under names that differ', async () => {
    const admin = partner(northwind, 'partner_admin');
    const names = Array.from({ length: 8 }, (_, n) => `Quillfeather Marine Insurance Holdings ${'abcdefgh'[n]} Inc`);
    const answers = await Promise.allSettled(names.map((name) => submissions.register(named(name), admin)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
