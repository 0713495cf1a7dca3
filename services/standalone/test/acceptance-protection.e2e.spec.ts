import { ManualClock } from '@tributary/kernel';
import type { Caller } from './support/caller.js';
import { eventually } from './support/eventually.js';
import { deal, lines, Market, type Page, type Partner } from './support/market.js';
import { OutsideSystem } from './support/outside-system.js';
import { startForTest } from './support/start.js';
import type { Tributary } from '../src/index.js';

const day = 86_400_000;

interface Deal {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly opportunityId: string | null;
  readonly program: { readonly id: string; readonly version: number };
  readonly protection: { readonly from: string; readonly until: string; readonly extensions: number } | null;
}

/** How a channel manager would judge it: who is protected, against whom, for how long, and who learns what of it. */
describe('protection', () => {
  const clock = new ManualClock(new Date());
  let tributary: Tributary;
  let market: Market;
  let crm: OutsideSystem;
  let gold: Partner;
  let rival: Partner;
  let distributor: Partner;

  beforeAll(async () => {
    tributary = await startForTest({ seed: 'none', clock });
    market = await Market.open(tributary.url);
    crm = await OutsideSystem.connect(tributary.log, 'crm');
    distributor = await market.recruit({
      legalName: 'Fabrikam Distribution Inc.',
      domain: 'fabrikam.example',
      partnerType: 'distributor',
    });
    gold = await market.recruit({ legalName: 'Northwind Networks Inc.', domain: 'northwind.example', tier: 'gold' });
    rival = await market.recruit({ legalName: 'Contoso Systems Inc.', domain: 'contoso.example', tier: 'gold' });
  }, 180_000);

  afterAll(async () => {
    await crm.close();
    await tributary.close();
  });

  const later = (days: number, more: object = {}) =>
    deal({ expectedCloseOn: new Date(clock.now().getTime() + days * day).toISOString().slice(0, 10), ...more });
  const register = (seller: Caller, body: object, headers?: Record<string, string>) =>
    seller.must<Deal>('POST', '/v1/deal-registrations', body, headers);

  it('8. a gold partner’s deal of 20,000 without conflict is approved in the same call and protected for 90 days', async () => {
    const approved = await register(gold.seller, later(60, { lines: lines('20000.00') }), { 'x-request-id': 'line-8' });
    expect(approved).toMatchObject({
      status: 'approved',
      explanation: [{ code: 'WITHIN_CEILING' }],
      program: { id: expect.any(String), version: 1 },
    });
    const { from, until } = approved.protection!;
    expect(Date.parse(until) - Date.parse(from)).toBe(90 * day);
    const event = await crm.sees('DealApproved', approved.id);
    expect(event).toMatchObject({
      correlationid: 'line-8',
      data: { automatic: true, deal: { program: approved.program } },
    });
  });

  it('7. who comes second is held, learns of a conflict but not with whom; the channel manager sees both', async () => {
    const acme = { name: 'Acme Corporation', country: 'US', domain: 'acme.com' };
    const first = await register(gold.seller, later(60, { customer: acme }));
    clock.advance(30 * day);
    const body = later(60, {
      customer: { name: 'ACME Corp', country: 'US' },
      contact: { name: 'Buyer', email: 'buyer@acme.com' },
    });

    const check = await rival.seller.call('POST', '/v1/deal-registrations/check', { body });
    expect(check.body).toMatchObject({ conflict: 'will_be_reviewed' });
    const held = await rival.seller.call<Deal>('POST', '/v1/deal-registrations', { body });
    expect(held).toMatchObject({ status: 201, body: { status: 'conflict_hold', conflict: { class: 'registration' } } });
    for (const { text } of [check, held, await rival.seller.call('GET', `/v1/deal-registrations/${held.body.id}`)])
      for (const trace of [gold.id, first.id, 'Northwind', 'northwind', 'Acme Corporation', 'acme.com"'])
        expect(text.replace('buyer@acme.com', '')).not.toContain(trace);
    expect((await rival.seller.call('GET', `/v1/deal-registrations/${first.id}`)).status).toBe(404);

    const manager = market.admin;
    const seen = await manager.call('GET', `/v1/deal-registrations/${held.body.id}`);
    expect(seen.text).toContain(first.id);
    expect(seen.text).toContain('sameContactDomain');
    expect((await manager.call('GET', `/v1/deal-registrations/${first.id}`)).text).toContain(held.body.id);
    const event = await crm.sees('DealConflictDetected', held.body.id);
    expect(JSON.stringify(event.data)).not.toContain(first.id);
  });

  it('10. approval of a deal that names a distributor puts distributor, reseller and end customer on the opportunity', async () => {
    const body = later(60, { distributorId: distributor.id });
    const { id, opportunityId } = await register(gold.seller, body);
    const opportunity = await gold.seller.must<{ parties: object[] }>('GET', `/v1/opportunities/${opportunityId}`);
    expect(opportunity).toMatchObject({
      dealRegistrationId: id,
      partnerId: gold.id,
      distributorId: distributor.id,
      customer: { name: (body['customer'] as { name: string }).name },
    });
    expect(opportunity.parties).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ partnerId: gold.id, role: 'resells' }),
        expect.objectContaining({ partnerId: distributor.id, role: 'distributes' }),
      ]),
    );
    await crm.sees('OpportunityCreated', opportunityId ?? '');
  });

  it('11. the same registration sent three times with one key, once cut off by a timeout, is one registration and one event', async () => {
    const body = later(60);
    const headers = { 'idempotency-key': 'sent-three-times', 'content-type': 'application/json' };
    const url = `${tributary.url}/v1/deal-registrations`;
    const authorization = `Bearer ${gold.seller.token}`;
    const cutOff = fetch(url, {
      method: 'POST',
      headers: { ...headers, authorization },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(3),
    });
    await expect(cutOff).rejects.toThrow();
    const again = () => gold.seller.call<Deal>('POST', '/v1/deal-registrations', { body, headers });
    const second = await eventually(async () => {
      const answer = await again();
      return answer.status === 409 ? null : answer;
    }, 'the first is no longer under way');
    const third = await again();
    expect([second.status, third.status]).toEqual([201, 201]);
    expect(third.headers.get('idempotent-replayed')).toBe('true');
    expect(third.body).toEqual(second.body);

    const name = (body['customer'] as { name: string }).name;
    const { items } = await gold.seller.must<Page<{ customer: { name: string } }>>(
      'GET',
      '/v1/deal-registrations?limit=200',
    );
    expect(items.filter(({ customer }) => customer.name === name)).toHaveLength(1);
    await crm.sees('DealRegistered', second.body.id);
    await crm.upToDate();
    expect(crm.about(second.body.id).filter(({ type }) => type.includes('DealRegistered'))).toHaveLength(1);
  });

  it('12. a customer that the CRM reported as direct business first goes to the deal desk', async () => {
    const system = await market.as('crm-service');
    const { customer, ...others } = later(60);
    const { expectedCloseOn } = others as { expectedCloseOn: string };
    const direct = await system.must<{ id: string }>('POST', '/v1/opportunities', {
      customer,
      value: { amount: '9000.00', currency: 'USD' },
      lines: lines('9000.00'),
      expectedCloseOn,
      externalIds: [{ system: 'crm', id: 'OPP-1' }],
    });
    const held = await register(gold.seller, { ...others, customer });
    expect(held).toMatchObject({ status: 'conflict_hold', explanation: [{ code: 'DIRECT_PIPELINE' }] });
    expect(JSON.stringify(held)).not.toContain(direct.id);
    const desk = await market.desk.call('GET', `/v1/deal-registrations/${held.id}`);
    expect(desk.text).toContain(direct.id);
    const awarded = await market.desk.must('POST', `/v1/deal-registrations/${held.id}/award`, {
      reason: 'The partner has the relation',
    });
    expect(awarded).toMatchObject({ status: 'approved', opportunityId: direct.id });
  });

  it('9. 14 days before expiry the partner is warned; after two evidenced extensions a third is refused', async () => {
    const { id, protection } = await register(gold.seller, later(300));
    const end = Date.parse(protection!.until);
    clock.set(new Date(end - 14 * day));
    const warned = () => crm.about(id).map(({ data }) => (data as { daysLeft?: number }).daysLeft);
    await eventually(() => Promise.resolve(warned().includes(14)), 'the warning is on the log');

    const extend = (evidence: string[]) =>
      gold.seller.call<Deal & { code?: string }>('POST', `/v1/deal-registrations/${id}/extend`, {
        body: {
          progress: 'The customer has accepted the next step',
          evidence: evidence.map((name) => ({ name, url: `https://files.example/${name}` })),
        },
      });
    expect((await extend([])).status).toBe(400);
    const first = await extend(['proof-of-concept.pdf']);
    expect(first).toMatchObject({ status: 200, body: { protection: { extensions: 1 } } });
    expect(Date.parse(first.body.protection!.until) - end).toBe(30 * day);
    expect(await extend(['proof-of-concept.pdf'])).toMatchObject({ status: 422, body: { code: 'NO_PROGRESS' } });
    const second = await extend(['letter-of-intent.pdf']);
    expect(second).toMatchObject({ status: 200, body: { protection: { extensions: 2 } } });
    expect(Date.parse(second.body.protection!.until) - end).toBe(60 * day);
    expect(await extend(['budget-approval.pdf'])).toMatchObject({ status: 422, body: { code: 'EXTENSION_LIMIT' } });

    clock.set(new Date(end + 60 * day + 1));
    await crm.sees('DealExpired', id); // and with it, in the order of the deal, all that was told before
    const told = crm.about(id).filter(({ type }) => type.includes('DealProtectionExtended'));
    expect(told).toHaveLength(2);
  });
});
