import { ManualClock, type Actor } from '@tributary/kernel';
import { testService, vendor, type TestService } from '@tributary/testing';
import { brought, commandsOf, type Commands } from '../../test/commands.js';
import { program } from '../../test/deals.js';
import { contoso, knowPartner, knowProducts, manager, northwind, reseller, rival } from '../../test/sales.js';
import { DealProgramService, DealRegistrationWorker, definition, OverdueApprovalWorker } from '../index.js';

const monday = new Date('2026-03-02T10:00:00.000Z');
const day = 86_400_000;
const clock = new ManualClock(monday);
let service: TestService;
let commands: Commands;
let time: DealRegistrationWorker;
let policy: OverdueApprovalWorker;

beforeAll(async () => {
  service = await testService(definition, { clock });
  commands = commandsOf(service);
  time = service.running.app.get(DealRegistrationWorker, { strict: false });
  policy = service.running.app.get(OverdueApprovalWorker, { strict: false });
  await Promise.all([time.stop(), policy.stop()]);
  await knowProducts(service);
  for (const id of [northwind, contoso]) await knowPartner(service, id);
});
beforeEach(() => clock.set(monday));
afterAll(() => service.close());

const row = async (id: string) =>
  (
    await service.adminQuery<{ status: string; overdue: boolean; explanation: { code: string; detail: string }[] }>(
      'SELECT status, overdue, explanation FROM deal_registration WHERE id = $1',
      [id],
    )
  )[0]!;

const under = async (overdueDecision: 'escalate' | 'approve') => {
  const programs = service.running.app.get(DealProgramService, { strict: false });
  const { id } = await programs.create(
    {
      ...program,
      name: overdueDecision,
      agreements: [],
      minimumLeadDays: 0,
      overdueDecision,
      isDefault: false,
      effectiveFrom: null,
    },
    manager,
  );
  return id;
};
const tomorrowIsLate = async () => {
  clock.set(new Date(monday.getTime() + 4 * day));
  await time.tick();
  await policy.tick();
  await policy.tick();
};

describe('what nobody decides in time', () => {
  it('is approved by a program that says so, as its own decision', async () => {
    const programId = await under('approve');
    const { id } = await commands.submissions.register({ ...brought('60000.00'), programId }, reseller);
    await policy.tick();
    expect(await row(id)).toMatchObject({ status: 'in_review' });
    await tomorrowIsLate();
    expect(await row(id)).toMatchObject({ status: 'approved', explanation: [{ code: 'APPROVED' }] });
    const types = await service.adminQuery<{ type: string }>(
      'SELECT type FROM history WHERE entity_id = $1 ORDER BY version',
      [id],
    );
    expect(types.map(({ type }) => type)).toEqual(['DealRegistered', 'DealDecisionOverdue', 'DealApproved']);
  });

  it('waits on under any other program, and where a conflict holds it', async () => {
    const [programId, other] = [await under('approve'), await under('escalate')];
    const waiting = await commands.submissions.register({ ...brought('60000.00'), programId: other }, reseller);
    const body = { ...brought('60000.00'), programId };
    await commands.submissions.register({ ...body, programId: other }, reseller);
    const held = await commands.submissions.register(body, rival);
    await tomorrowIsLate();
    expect([(await row(waiting.id)).status, (await row(held.id)).status]).toEqual(['in_review', 'conflict_hold']);
  });
});

describe('an award', () => {
  const lines = (...skus: string[]) =>
    skus.map((sku) => ({ sku, family: null, quantity: '1', value: { amount: '60000.00', currency: 'USD' } }));

  it('leaves a rival what is not contested: it comes back, to be submitted without what is lost', async () => {
    const body = brought('60000.00');
    const both = { ...body, deal: { ...body.deal, lines: lines('GTX-PRO', 'MG-SPECIAL') } };
    const wide = await commands.submissions.register(both, reseller);
    const narrow = await commands.submissions.register(body, rival);
    await commands.awards.award(narrow.id, 'Better evidence', manager);
    const { status, explanation } = await row(wide.id);
    expect({ status, detail: explanation[0]?.detail }).toEqual({
      status: 'returned',
      detail: 'The customer was awarded to another registration for GTX: submit again without it.',
    });
    await commands.submissions.revise(wide.id, { lines: lines('MG-SPECIAL') }, reseller);
    expect(await commands.submissions.submit(wide.id, reseller)).toMatchObject({ status: 'in_review', conflict: null });
  });

  it('leaves the vendor a term of its own for what comes back late, whatever the program does with late decisions', async () => {
    const body = { ...brought('60000.00'), programId: await under('approve') };
    const both = { ...body, deal: { ...body.deal, lines: lines('GTX-PRO', 'MG-SPECIAL') } };
    const wide = await commands.submissions.register(both, reseller);
    const narrow = await commands.submissions.register(body, rival);
    clock.set(new Date(monday.getTime() + 4 * day));
    await time.tick();
    expect(await row(wide.id)).toMatchObject({ status: 'in_review', overdue: true });
    await commands.awards.award(narrow.id, 'Better evidence', manager);
    await commands.submissions.revise(wide.id, { lines: lines('MG-SPECIAL') }, reseller);
    expect(await commands.submissions.submit(wide.id, reseller)).toMatchObject({
      decisionDueAt: new Date(monday.getTime() + 8 * day),
      overdue: false,
    });
    await time.tick();
    await policy.tick();
    await policy.tick();
    expect(await row(wide.id)).toMatchObject({ status: 'in_review', overdue: false });
  });

  it('rejects a rival of whom nothing is left', async () => {
    const body = brought('60000.00');
    const narrow = await commands.submissions.register(body, reseller);
    const both = { ...body, deal: { ...body.deal, lines: lines('GTX-PRO', 'MG-SPECIAL') } };
    const wide = await commands.submissions.register(both, rival);
    await commands.awards.award(wide.id, 'All of it', manager);
    expect(await row(narrow.id)).toMatchObject({ status: 'rejected', explanation: [{ code: 'CONFLICT_LOST' }] });
  });
});

it('of a rival in another territory a channel manager learns that it is there, not who it is', async () => {
  const body = brought('60000.00');
  const first = await commands.submissions.register(body, reseller);
  const held = await commands.submissions.register(body, rival);
  await service.adminQuery(`UPDATE deal_registration SET territory = 'DACH' WHERE id = $1`, [first.id]);
  await service.adminQuery(`UPDATE deal_registration SET territory = 'US' WHERE id = $1`, [held.id]);
  const of = async (as: Actor) =>
    (await service.call(`GET /v1/deal-registrations/${held.id}`, { as })).body.conflict.rivals[0];
  const local: Actor = { ...vendor('channel_manager'), territories: ['US'] };
  expect(await of(local)).toMatchObject({
    territory: 'DACH',
    sameDomain: true,
    number: null,
    partnerId: null,
    partnerName: null,
    customerName: null,
  });
  expect(await of(manager)).toMatchObject({ partnerId: northwind, customerName: body.deal.customer.name });
});
