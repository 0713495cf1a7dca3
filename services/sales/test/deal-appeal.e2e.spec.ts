import type { Actor } from '@tributary/kernel';
import { vendor, type TestService } from '@tributary/testing';
import { DealAppealWorker } from '../src/index.js';
import {
  deal,
  dealsOf,
  desk,
  distributing,
  distributor,
  lines,
  manager,
  mondayClock,
  reseller,
  rival,
  salesService,
} from './sales.js';

const { clock, on } = mondayClock();
let service: TestService;
let deals: ReturnType<typeof dealsOf>;

beforeAll(async () => {
  service = await salesService({ clock });
  deals = dealsOf(service);
});
beforeEach(() => on(0));
afterAll(() => service.close());

const evidence = [{ name: 'Minutes', url: 'https://files.example.com/minutes.pdf' }];
const ground = 'We have worked with the customer since January';
const file = (as: Actor, dealId: string, body: object = { ground, evidence }) =>
  service.call('POST /v1/deal-appeals', { as, body: { dealId, ...body } });
const decide = (as: Actor, id: string, verb: 'uphold' | 'overturn') =>
  service.call(`POST /v1/deal-appeals/${id}/${verb}`, { as, body: { reason: 'The visits are proved' } });
const show = (as: Actor, id: string) => service.call(`GET /v1/deal-appeals/${id}`, { as });

async function rejected(change: Record<string, unknown> = {}): Promise<string> {
  const { id } = (await deals.register(reseller, deal({ lines: lines('60000.00'), ...change }))).body;
  await deals.verb(manager, id, 'reject', { reason: 'Not an end customer' });
  return id;
}
async function appealed(): Promise<{ id: string; dealId: string }> {
  const dealId = await rejected();
  return { dealId, id: (await file(reseller, dealId)).body.id };
}

it('a partner appeals a rejection; another person overturns it, and the deal is undecided again', async () => {
  const dealId = await rejected();
  expect(await deals.show(reseller, dealId)).toMatchObject({
    body: { status: 'rejected', appealUntil: '2026-03-16T10:00:00.000Z', appealId: null },
  });
  const { status, body, headers } = await file(reseller, dealId);
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { status: 'appealed', dealId, dueAt: '2026-03-09T10:00:00.000Z', number: expect.stringMatching(/^DA-/) },
  });
  expect(headers.get('etag')).toBe('"1"');
  expect(await deals.show(reseller, dealId)).toMatchObject({ body: { appealId: body.id } });
  expect(await decide(manager, body.id, 'overturn')).toMatchObject({
    status: 403,
    body: { code: 'SECOND_PERSON_NEEDED' },
  });
  expect(await decide(desk, body.id, 'overturn')).toMatchObject({
    status: 200,
    body: { status: 'overturned', decidedBy: 'deal-desk', reason: 'The visits are proved' },
  });
  expect(await deals.show(reseller, dealId)).toMatchObject({
    body: { status: 'in_review', explanation: [{ code: 'APPEAL_OVERTURNED' }], appealUntil: null },
  });
  expect(await deals.verb(desk, dealId, 'approve')).toMatchObject({ body: { status: 'approved' } });
});

it('a rejection that is upheld is final', async () => {
  const { id, dealId } = await appealed();
  expect(await decide(desk, id, 'uphold')).toMatchObject({ body: { status: 'upheld' } });
  expect(await decide(desk, id, 'overturn')).toMatchObject({ status: 409, body: { code: 'INVALID_TRANSITION' } });
  expect(await file(reseller, dealId)).toMatchObject({ status: 409, body: { code: 'ALREADY_APPEALED' } });
  expect(await deals.show(reseller, dealId)).toMatchObject({ body: { status: 'rejected' } });
});

it('whoever lost a conflict appeals too; overturned, the deal waits for a person beside the one that won', async () => {
  const body = deal({ lines: lines('60000.00') });
  const first = (await deals.register(reseller, body)).body.id;
  const second = (await deals.register(rival, body)).body.id;
  await deals.verb(manager, second, 'award', { reason: 'Better evidence' });
  expect(await deals.show(reseller, first)).toMatchObject({ body: { explanation: [{ code: 'CONFLICT_LOST' }] } });
  const { id } = (await file(reseller, first)).body;
  await decide(desk, id, 'overturn');
  expect(await deals.show(manager, first)).toMatchObject({
    body: { status: 'conflict_hold', conflict: { rivals: [{ id: second }] } },
  });
});

it('after ten business days it is too late, and what is not rejected is not appealed', async () => {
  const [dealId, open] = [await rejected(), (await deals.register(reseller, deal())).body.id];
  expect(await file(reseller, open)).toMatchObject({ status: 409, body: { code: 'INVALID_TRANSITION' } });
  on(14);
  expect(await file(reseller, dealId)).toMatchObject({ status: 422, body: { code: 'APPEAL_WINDOW_CLOSED' } });
});

it('of eight appeals at the same time there is one', async () => {
  const dealId = await rejected();
  const answers = await Promise.all(Array.from({ length: 8 }, () => file(reseller, dealId)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
});

it('a decision that is late is flagged, and found by the flag', async () => {
  const worker = service.running.app.get(DealAppealWorker, { strict: false });
  const { id } = await appealed();
  on(7);
  await worker.tick();
  await worker.tick();
  expect(await show(reseller, id)).toMatchObject({ body: { overdue: true } });
  const { body } = await service.call('GET /v1/deal-appeals?overdue=true', { as: desk });
  expect(body.items.map((each: { id: string }) => each.id)).toContain(id);
  const history = await service.call(`GET /v1/deal-appeals/${id}/history`, { as: reseller });
  expect(history.body.items.map(({ type }: { type: string }) => type).sort()).toEqual([
    'DealAppealOverdue',
    'DealAppealed',
  ]);
});

it('nobody else learns of it: not the rival, not the distributor, no manager of another territory', async () => {
  const dealId = await rejected({ distributorId: distributor });
  expect(await file(rival, dealId)).toMatchObject({ status: 404 });
  expect(await file(distributing, dealId)).toMatchObject({ status: 403, body: { code: 'NOT_YOUR_DEAL' } });
  const { id } = (await file(reseller, dealId)).body;
  const elsewhere: Actor = { ...vendor('channel_manager'), territories: ['DACH'] };
  for (const actor of [rival, distributing, elsewhere]) {
    expect(await show(actor, id)).toMatchObject({ status: 404 });
    expect(await service.call(`GET /v1/deal-appeals/${id}/history`, { as: actor })).toMatchObject({ status: 404 });
    const { body } = await service.call('GET /v1/deal-appeals', { as: actor });
    expect(body.items).toEqual([]);
  }
  expect(await decide(elsewhere, id, 'uphold')).toMatchObject({ status: 404 });
});

it('a partner decides nothing, and a technician appeals nothing', async () => {
  const { id, dealId } = await appealed();
  expect(await decide(reseller, id, 'overturn')).toMatchObject({ status: 403 });
  expect(await file({ ...reseller, roles: ['technician'] }, dealId)).toMatchObject({ status: 403 });
});

it.each([{}, { ground: '' }, { ground, evidence: 'none' }, { ground, more: 1 }])('%j is no appeal', async (body) => {
  expect(await file(reseller, await rejected(), body)).toMatchObject({ status: 400 });
});
