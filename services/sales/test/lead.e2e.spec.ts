import {
  leadAcceptedV1,
  leadConvertedV1,
  leadDisqualifiedV1,
  leadReassignedV1,
  type LeadV1,
} from '@tributary/contracts';
import { eventually, tell, type TestService } from '@tributary/testing';
import { deal, dealsOf, desk, manager, mondayClock, northwind, reseller, rival, salesService } from './sales.js';

const { clock, on } = mondayClock('12:00');
let service: TestService;
let deals: ReturnType<typeof dealsOf>;
let leads = 0;

beforeAll(async () => {
  service = await salesService({ clock });
  deals = dealsOf(service);
});
beforeEach(() => on(0));
afterAll(() => service.close());

/** A lead that Northwind has accepted, and a deal with the same customer. */
function accepted(change: Partial<LeadV1> = {}): { lead: LeadV1; body: Record<string, unknown> } {
  leads += 1;
  const body = deal();
  const { name, country, domain } = body['customer'] as { name: string; country: string; domain: string };
  const id = `0190f3a0-0000-7000-8000-0000000001${String(leads).padStart(2, '0')}`;
  const company = { name, country, domain, registrationNumber: null };
  const lead = { ...leadAcceptedV1.sample.lead, id, company, partnerId: northwind, families: ['GTX'], ...change };
  return { lead, body };
}
const accept = (lead: LeadV1, sequence = 4) =>
  tell(service, leadAcceptedV1, lead.id, { lead, acceptedBy: 'reseller-sales' }, { sequence });
const known = (lead: LeadV1, status: string) =>
  eventually(async () => {
    const rows = await service.adminQuery('SELECT status FROM lead_replica WHERE id = $1', [lead.id]);
    expect(rows).toEqual([{ status }]);
  });
const shielded = async (lead: LeadV1): Promise<number> =>
  (await service.adminQuery('SELECT FROM deal_protection WHERE deal_id = $1', [lead.id])).length;

it('an accepted lead holds its customer against others and not against its own partner', async () => {
  const { lead, body } = accepted();
  await accept(lead);
  await known(lead, 'accepted');
  const held = await deals.register(rival, body);
  expect(held).toMatchObject({ status: 201, body: { status: 'conflict_hold', conflict: { class: 'lead' } } });
  expect(JSON.stringify(held.body)).not.toContain(northwind);
  expect(await deals.show(manager, held.body.id)).toMatchObject({
    body: { conflict: { rivals: [{ class: 'lead', id: lead.id, number: lead.number, partnerId: northwind }] } },
  });
  const { lead: other, body: own } = accepted();
  await accept(other);
  await known(other, 'accepted');
  expect(await deals.register(reseller, own)).toMatchObject({ body: { status: 'approved', conflict: null } });
});

it('it holds for its time, in its families, and is found however often it is told', async () => {
  const { lead, body } = accepted();
  await accept(lead, 5);
  await accept({ ...lead, families: ['GTX', 'MG'] }, 6);
  await eventually(async () => expect(await shielded(lead)).toBe(2));
  expect(await deals.register(rival, body)).toMatchObject({ body: { status: 'conflict_hold' } });
  const { lead: other, body: free } = accepted({ families: ['MG'] });
  await accept(other);
  await known(other, 'accepted');
  expect(await deals.register(rival, free)).toMatchObject({ body: { status: 'approved' } });
  const { lead: third, body: later } = accepted();
  await accept(third);
  await known(third, 'accepted');
  clock.set(new Date(third.protectedUntil!));
  expect(await deals.register(rival, later)).toMatchObject({ body: { status: 'approved' } });
});

it.each([
  ['recalled', leadReassignedV1, { cause: 'recalled', from: [northwind], wasAccepted: true, reason: null }],
  ['disqualified', leadDisqualifiedV1, { code: 'no_need', reason: null, from: [], disqualifiedBy: 'jo' }],
] as const)(
  'a lead that is %s holds nothing any more, and what came before is not told too late',
  async (_, event, fact) => {
    const { lead, body } = accepted();
    await accept(lead, 4);
    await known(lead, 'accepted');
    const over: LeadV1 = { ...lead, status: 'disqualified', partnerId: null, protectedUntil: null };
    await tell(service, event as never, lead.id, { lead: over, ...fact }, { sequence: 9 });
    await known(lead, 'disqualified');
    await accept(lead, 8);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await shielded(lead)).toBe(0);
    expect(await deals.register(rival, body)).toMatchObject({ body: { status: 'approved' } });
  },
);

it('a lead whose customer is registered already takes nothing away; the vendor finds it beside the deal', async () => {
  const { lead, body } = accepted();
  const { id } = (await deals.register(rival, body)).body;
  await accept(lead);
  await known(lead, 'accepted');
  expect(await shielded(lead)).toBe(0);
  expect(await deals.show(rival, id)).toMatchObject({ body: { status: 'approved', conflict: null } });
  expect(await deals.show(desk, id)).toMatchObject({
    body: { conflict: { class: 'lead', severity: 'hard', rivals: [{ class: 'lead', id: lead.id }] } },
  });
});

it('a conflict with a lead is decided for both sides; awarded it is only once the lead is recalled', async () => {
  const { lead, body } = accepted();
  await accept(lead);
  await known(lead, 'accepted');
  const { id } = (await deals.register(rival, body)).body;
  expect(await deals.verb(manager, id, 'approve')).toMatchObject({
    status: 422,
    body: { code: 'CONFLICT_UNRESOLVED' },
  });
  expect(await deals.verb(manager, id, 'award', { reason: 'Better' })).toMatchObject({
    status: 422,
    body: { code: 'RIVAL_PROTECTED' },
  });
  expect(await deals.verb(manager, id, 'co-protect', { reason: 'Both have a part' })).toMatchObject({
    status: 200,
    body: { status: 'approved' },
  });
});

it('a converted lead becomes an opportunity, once', async () => {
  const { lead } = accepted();
  const stated = { name: 'Acme: GTX', value: null, closeOn: '2026-06-30', lines: [] };
  const converted = {
    lead: { ...lead, status: 'converted' as const },
    opportunity: stated,
    convertedBy: 'reseller-sales',
  };
  await tell(service, leadConvertedV1, lead.id, converted, { sequence: 6 });
  await tell(service, leadConvertedV1, lead.id, converted, { sequence: 7 });
  await known(lead, 'converted');
  await eventually(async () => {
    expect(await service.call(`GET /v1/opportunities/${lead.id}`, { as: reseller })).toMatchObject({
      status: 200,
      body: {
        source: 'converted_lead',
        name: 'Acme: GTX',
        value: lead.expectedValue,
        expectedCloseOn: '2026-06-30',
        parties: [{ partnerId: northwind, role: 'resells', split: '100' }],
      },
    });
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const told = await service.adminQuery(`SELECT FROM history WHERE entity_id = $1 AND type = 'OpportunityCreated'`, [
    lead.id,
  ]);
  expect(told).toHaveLength(1);
  expect(await service.call(`GET /v1/opportunities/${lead.id}`, { as: rival })).toMatchObject({ status: 404 });
});
