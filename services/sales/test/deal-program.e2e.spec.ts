import type { Actor } from '@tributary/kernel';
import type { TestService } from '@tributary/testing';
import { contoso, deal, dealsOf, knowPartner, lines, manager, reseller, salesService } from './sales.js';

let service: TestService;
let deals: ReturnType<typeof dealsOf>;

beforeAll(async () => {
  service = await salesService();
  deals = dealsOf(service);
});
afterAll(() => service.close());

async function openCount(): Promise<number> {
  const [row] = await service.adminQuery<{ count: number }>('SELECT count(*)::int AS count FROM deal_registration');
  return row?.count ?? 0;
}

describe('the program refuses', () => {
  it('a partner without the agreement, until it is signed', async () => {
    const unsigned = { ...reseller, subject: 'unsigned', partnerId: '0190f3a0-0000-7000-8000-0000000000a7' };
    await knowPartner(service, unsigned.partnerId, { agreements: [] });
    const body = deal();
    const before = await openCount();
    expect(await deals.register(unsigned, body)).toMatchObject({ status: 403, body: { code: 'AGREEMENT_UNSIGNED' } });
    expect(await openCount()).toBe(before);
    await knowPartner(service, unsigned.partnerId);
    expect(await deals.register(unsigned, body)).toMatchObject({ status: 201 });
  });

  it('a suspended partner', async () => {
    const suspended = { ...reseller, subject: 'suspended', partnerId: '0190f3a0-0000-7000-8000-0000000000a8' };
    await knowPartner(service, suspended.partnerId, { status: 'suspended' });
    expect(await deals.register(suspended, deal())).toMatchObject({ status: 403, body: { code: 'PARTNER_SUSPENDED' } });
  });

  it('a partner that is not known yet, for the moment', async () => {
    const unknown = { ...reseller, subject: 'unknown', partnerId: '0190f3a0-0000-7000-8000-0000000000a9' };
    const answer = await deals.register(unknown, deal());
    expect(answer).toMatchObject({ status: 409, body: { code: 'NOT_YET_KNOWN' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    ['a deal that closed yesterday', { expectedCloseOn: '2020-01-01' }, 422, 'LEAD_TIME_TOO_SHORT'],
    [
      'lines in two currencies',
      { lines: [...lines('1.00'), ...lines('1.00', 'GTX-PRO', 'EUR')] },
      422,
      'MIXED_CURRENCIES',
    ],
    ['a product at the end of its life', { lines: lines('1.00', 'GTX-OLD') }, 422, 'PRODUCT_RETIRED'],
    ['a product that is not known yet', { lines: lines('1.00', 'GTX-NEW') }, 409, 'NOT_YET_KNOWN'],
    ['a distributor that is none', { distributorId: contoso }, 422, 'UNKNOWN_DISTRIBUTOR'],
    ['a deal of another partner', { partnerId: contoso }, 403, 'NOT_YOUR_PARTNER'],
    [
      'an account that is not known yet',
      { customer: { name: 'X', country: 'US', accountId: contoso } },
      409,
      'NOT_YET_KNOWN',
    ],
  ])('%s', async (_, change, status, code) => {
    expect(await deals.register(reseller, deal(change))).toMatchObject({ status, body: { code } });
  });

  it.each<[string, unknown, string]>([
    ['a customer without a name', { customer: { country: 'US' } }, '/customer/name'],
    ['a country that is none', { customer: { name: 'X', country: 'XX' } }, '/customer/country'],
    ['a deal without lines', { lines: [] }, '/lines'],
    ['a value with too many decimals', { lines: lines('1.001') }, '/lines/0/value/amount'],
    ['a day that is none', { expectedCloseOn: '2026-02-30' }, '/expectedCloseOn'],
    ['a field that is not known', { approved: true }, '/approved'],
    ['text that cannot be stored', { project: 'a\u0000b' }, '/project'],
  ])('%s as malformed', async (_, change, pointer) => {
    const answer = await deals.register(reseller, deal(change as Record<string, unknown>));
    expect(answer).toMatchObject({ status: 400, body: { code: 'MALFORMED', errors: [{ pointer }] } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('deal programs', () => {
  const admin: Actor = { subject: 'vendor-admin', kind: 'vendor', roles: ['admin'], scopes: [] };
  const terms = {
    name: 'Switches',
    currency: 'USD',
    protectionDays: 30,
    decisionDays: 1,
    minimumValue: '5000',
    minimumLeadDays: 0,
    resubmissions: 1,
    partnerTypes: [],
    tiers: [],
    countries: [],
    families: ['GTX'],
    agreements: [],
    distributor: 'optional',
    tendersAreReviewed: true,
    autoApprovalCeilings: { gold: '6000' },
    uplifts: {},
    openLimits: {},
  };

  it('lay down what a deal under them meets, by the version in force', async () => {
    const { body: program } = await service.call('POST /v1/deal-programs', { as: admin, body: terms });
    expect(program).toMatchObject({ version: 1, isDefault: false });
    const under = (amount: string, sku?: string) =>
      deals.register(reseller, deal({ programId: program.id, lines: lines(amount, sku) }));
    expect(await under('4000.00')).toMatchObject({ status: 422, body: { code: 'BELOW_MINIMUM_VALUE' } });
    expect(await under('5500.00', 'MG-SPECIAL')).toMatchObject({ status: 422, body: { code: 'FAMILY_NOT_ELIGIBLE' } });
    const first = await under('5500.00');
    expect(first).toMatchObject({ body: { status: 'approved', program: { id: program.id, version: 1 } } });

    const changed = { ...terms, autoApprovalCeilings: { gold: '5000' } };
    const later = await service.call(`POST /v1/deal-programs/${program.id}/versions`, { as: admin, body: changed });
    expect(later).toMatchObject({ status: 201, body: { version: 2 } });
    expect(await under('5500.00')).toMatchObject({
      body: { status: 'in_review', program: { version: 2 }, explanation: [{ code: 'ABOVE_CEILING' }] },
    });
    expect(await deals.show(reseller, first.body.id)).toMatchObject({ body: { program: { version: 1 } } });
    const versions = await service.call(`GET /v1/deal-programs/${program.id}/versions`, { as: manager });
    expect(versions.body.items.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    const before = await service.call(`GET /v1/deal-programs/${program.id}?asOf=${later.body.createdAt}`, {
      as: manager,
    });
    expect(before.body.version).toBe(2);
  });

  it('are not rewritten', async () => {
    const past = { ...terms, effectiveFrom: '2020-01-01T00:00:00Z' };
    expect(await service.call('POST /v1/deal-programs', { as: admin, body: past })).toMatchObject({
      status: 422,
      body: { code: 'PROGRAM_NOT_RETROACTIVE' },
    });
    const future = { ...terms, effectiveFrom: '2098-01-01T00:00:00Z' };
    const { body } = await service.call('POST /v1/deal-programs', { as: admin, body: future });
    const between = { ...terms, effectiveFrom: '2097-01-01T00:00:00Z' };
    expect(
      await service.call(`POST /v1/deal-programs/${body.id}/versions`, { as: admin, body: between }),
    ).toMatchObject({
      status: 422,
      body: { code: 'PROGRAM_VERSION_ORDER' },
    });
  });

  it('are laid down by the administrator, with amounts of their currency', async () => {
    expect(await service.call('POST /v1/deal-programs', { as: manager, body: terms })).toMatchObject({ status: 403 });
    const yen = { ...terms, currency: 'JPY', minimumValue: '0.5' };
    expect(await service.call('POST /v1/deal-programs', { as: admin, body: yen })).toMatchObject({
      status: 422,
      body: { code: 'NOT_AN_AMOUNT' },
    });
  });
});
