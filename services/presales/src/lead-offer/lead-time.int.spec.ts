import { ManualClock } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import {
  acceptance,
  admin,
  contoso,
  fabrikam,
  knowPartner,
  knowTerritories,
  lead,
  leadsOf,
  northwind,
  reseller,
  rival,
  third,
  toldOf,
} from '../../test/leads.js';
import { definition } from '../index.js';
import { LeadWorker } from '../lead/lead.worker.js';

const friday = new Date('2026-03-06T15:00:00.000Z');
const clock = new ManualClock(friday);
const actors = new Map([
  [northwind, reseller],
  [contoso, rival],
  [fabrikam, third],
]);
let service: TestService;
let leads: ReturnType<typeof leadsOf>;
let worker: LeadWorker;

beforeAll(async () => {
  service = await testService(definition, { clock });
  worker = service.running.app.get(LeadWorker, { strict: false });
  await worker.stop();
  leads = leadsOf(service);
  await knowTerritories(service);
  for (const id of actors.keys()) await knowPartner(service, id);
  await leads.rule({ place: 1, strategy: 'round_robin', mostOpenLeads: 1000 });
});
afterAll(() => service.close());
beforeEach(() => clock.set(friday));

const at = async (instant: string): Promise<void> => {
  clock.set(new Date(instant));
  await worker.tick();
};
const show = async (id: string) => (await leads.show(admin, id)).body;

describe('an offer', () => {
  it('has eight business hours of its territory, a reminder at half of them, and then goes on to the next partner', async () => {
    const { id, offerDueAt, partnerId: first } = await leads.qualified();
    expect(offerDueAt).toBe('2026-03-09T15:00:00.000Z'); // two hours on Friday, six on Monday
    await at('2026-03-08T12:00:00.000Z');
    expect(await show(id)).toMatchObject({ reminded: false, partnerId: first });
    await at('2026-03-09T11:00:00.000Z');
    expect(await show(id)).toMatchObject({ reminded: true, partnerId: first });
    await at('2026-03-09T14:59:59.999Z');
    expect(await show(id)).toMatchObject({ partnerId: first });
    await at('2026-03-09T15:00:00.000Z');
    const passedOn = await show(id);
    expect(passedOn).toMatchObject({ status: 'offered', reminded: false, offerDueAt: '2026-03-10T15:00:00.000Z' });
    expect(passedOn.partnerId).not.toBe(first);
    expect((await leads.show(actors.get(first)!, id)).status).toBe(404);
    expect(await toldOf(service, id)).toEqual([
      'LeadCaptured',
      'LeadQualified',
      'LeadOffered',
      'LeadOfferReminded',
      'LeadTakenBack',
      'LeadOffered',
    ]);
  });

  it('of a hot lead has two', async () => {
    const touches = ['demo_request', 'price_request'].map((kind) => ({ kind, at: '2026-03-06T09:00:00.000Z' }));
    const company = { ...(lead()['company'] as object), employees: 5000 };
    const hot = await leads.qualified({ touches, company });
    expect(hot).toMatchObject({ hot: true, offerDueAt: '2026-03-06T17:00:00.000Z' });
  });

  it('goes to three partners at most, and then waits for the channel manager', async () => {
    const { id } = await leads.qualified();
    await at('2026-03-09T15:00:00.000Z');
    await at('2026-03-10T15:00:00.000Z');
    expect((await show(id)).offers).toHaveLength(3);
    await at('2026-03-11T15:00:00.000Z');
    const back = await show(id);
    expect(back).toMatchObject({ status: 'qualified', partnerId: null });
    expect(['hops_used', 'days_used']).toContain(back.deskReason);
    expect(new Set(back.offers.map(({ partnerId }: { partnerId: string }) => partnerId)).size).toBe(3);
    expect((await leads.list(admin, '?atDesk=true')).body.items.map((each: { id: string }) => each.id)).toContain(id);
    const explained = await leads.routing(id);
    expect(explained).toMatchObject({ chosen: [], rule: { version: 1 } });
    expect(explained.earlier).toHaveLength(3);
  });

  it('that is declined goes on in moments', async () => {
    const { id, partnerId } = await leads.qualified();
    await leads.verb(actors.get(partnerId)!, id, 'decline', { code: 'no_capacity', reason: 'Full' });
    expect(await show(id)).toMatchObject({ status: 'qualified', partnerId: null });
    await worker.tick();
    const next = await show(id);
    expect([next.status, next.partnerId === partnerId]).toEqual(['offered', false]);
    const { candidates } = await leads.routing(id);
    const decliner = candidates.find((each: { partnerId: string }) => each.partnerId === partnerId);
    expect(decliner).toMatchObject({ eligible: false, reasons: ['DECLINED_BEFORE'] });
    const history = await service.call(`GET /v1/leads/${id}/history`, { as: actors.get(next.partnerId)! });
    expect(history.text).not.toContain(partnerId);
    expect(history.text).not.toContain('LeadDeclined');
  });
});

it('an owner that is not in touch loses the lead to the vendor', async () => {
  const { id, partnerId } = await leads.qualified();
  const owner = actors.get(partnerId)!;
  const { contactDueAt } = (await leads.verb(owner, id, 'accept', acceptance)).body;
  expect(contactDueAt).toBe('2026-03-11T15:00:00.000Z'); // three business days from the first offer
  await at('2026-03-11T15:00:00.000Z');
  expect(await show(id)).toMatchObject({ status: 'qualified', deskReason: 'no_contact' });
  expect((await leads.show(owner, id)).status).toBe(404);
});

it('nothing is done twice, and nothing is left, when the worker comes again', async () => {
  const { id } = await leads.qualified();
  await at('2026-03-09T15:00:00.000Z');
  const { version } = await show(id);
  expect(await worker.tick()).toEqual({ done: 0, failed: 0 });
  expect((await show(id)).version).toBe(version);
});
