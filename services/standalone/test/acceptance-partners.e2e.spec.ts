import { deal, Market, type Page, type Partner } from './support/market.js';
import { OutsideSystem } from './support/outside-system.js';
import { startForTest } from './support/start.js';
import type { Tributary } from '../src/index.js';
import { eventually } from './support/eventually.js';

/** How a channel manager would judge it: who is let in, what must be signed, and who sees whose business. */
describe('partners', () => {
  let tributary: Tributary;
  let market: Market;
  let crm: OutsideSystem;

  beforeAll(async () => {
    tributary = await startForTest({ seed: 'none' });
    market = await Market.open(tributary.url);
    crm = await OutsideSystem.connect(tributary.log, 'crm');
  }, 120_000);

  afterAll(async () => {
    await crm.close();
    await tributary.close();
  });

  it('1. an applicant whose e-mail domain matches a partner is held as a possible duplicate; nobody gets access', async () => {
    await market.recruit({ legalName: 'Northwind Networks Inc.', domain: 'northwind.example' });
    const before = await market.admin.must<Page<unknown>>('GET', '/v1/partners?limit=200');
    const twin = await market.apply({ legalName: 'Completely Different LLC', domain: 'northwind.example' });

    const path = `/v1/partner-applications/${twin.id}`;
    expect(await market.admin.must('GET', path)).toMatchObject({ isHeldAsDuplicate: true, partnerId: null });
    const refused = await market.approve(twin.id).catch((error: unknown) => String(error));
    expect(refused).toContain('POSSIBLE_DUPLICATE');

    const after = await market.admin.must<Page<unknown>>('GET', '/v1/partners?limit=200');
    expect(after.items).toHaveLength(before.items.length);
    const users = await market.admin.must<Page<{ email: string }>>('GET', '/v1/partner-users?limit=200');
    expect(users.items.filter(({ email }) => email === 'office@northwind.example')).toHaveLength(1);
    expect(JSON.stringify(await market.nobody.must('GET', twin.statusLink))).not.toMatch(
      /northwind networks|partnerId/i,
    );
    const event = await crm.sees('PartnerApplied', twin.id);
    expect(event.correlationid).not.toBe('');
  });

  it('2. a reseller with an unsigned mandatory agreement is refused a deal; after the signature the same call works', async () => {
    const partner = await market.recruit({ legalName: 'Contoso Systems Inc.', domain: 'contoso.example' });
    await market.admin.must('POST', '/v1/agreements', {
      partnerId: partner.id,
      kind: 'deal_registration_terms',
      revision: '2027-1',
    });
    const body = deal();
    const call = () =>
      partner.seller.call<{ code?: string; id?: string }>('POST', '/v1/deal-registrations', {
        body,
        headers: { 'idempotency-key': 'before-and-after' },
      });
    const check = () => partner.seller.call('POST', '/v1/deal-registrations/check', { body });
    await eventually(
      async () => (await check()).text.includes('AGREEMENT_UNSIGNED'),
      'sales knows of the new revision',
    );

    expect(await call()).toMatchObject({ status: 403, body: { code: 'AGREEMENT_UNSIGNED' } });
    expect((await partner.seller.must<Page<unknown>>('GET', '/v1/deal-registrations')).items).toEqual([]);

    await market.sign(partner);
    await eventually(async () => !(await check()).text.includes('AGREEMENT_UNSIGNED'), 'sales knows of the signature');
    const registered = await call();
    expect(registered.status).toBe(201);
    await crm.sees('DealRegistered', registered.body.id ?? '');
  });

  it('3. a distributor lists the deals of its resellers except the hidden ones, and none of a rival', async () => {
    const distributor = await market.recruit({
      legalName: 'Fabrikam Distribution Inc.',
      domain: 'fabrikam.example',
      partnerType: 'distributor',
    });
    const resellers: Partner[] = [];
    for (const name of ['adatum', 'litware', 'proseware'])
      resellers.push(
        await market.recruit({ legalName: `${name} Inc.`, domain: `${name}.example`, distributorId: distributor.id }),
      );
    const rival = await market.recruit({ legalName: 'Tailspin Toys Inc.', domain: 'tailspin.example' });

    const shown: string[] = [];
    const secret: string[] = [];
    const register = (seller: Partner['seller'], more: object) =>
      seller.must<{ id: string }>('POST', '/v1/deal-registrations', deal({ ...more }));
    for (const { seller } of resellers) {
      shown.push((await register(seller, { distributorId: distributor.id })).id);
      secret.push((await register(seller, { distributorId: distributor.id, hiddenFromDistributor: true })).id);
      shown.push((await register(seller, {})).id); // it is the reseller's distributor where none is named
    }
    secret.push((await register(rival.seller, {})).id);

    const eyes = await market.as('distributor-user', distributor.id);
    const list = await eyes.must<Page<{ id: string }>>('GET', '/v1/deal-registrations?limit=200');
    expect(list.items.map(({ id }) => id).sort()).toEqual(shown.sort());
    for (const id of secret) expect((await eyes.call('GET', `/v1/deal-registrations/${id}`)).status).toBe(404);
    const file = await eyes.call('GET', '/v1/deal-registrations/export?format=ndjson');
    for (const id of secret) expect(file.text).not.toContain(id);
  }, 60_000);
});
