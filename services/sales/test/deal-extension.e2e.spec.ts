import type { TestService } from '@tributary/testing';
import {
  deal,
  dealsOf,
  distributing,
  distributor,
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

const progress = (n: number) => ({
  progress: 'Proof of concept accepted',
  evidence: [{ name: 'Minutes', url: `https://files.example.com/minutes-${n}.pdf` }],
});
const approved = async (change: Record<string, unknown> = {}): Promise<string> =>
  (await deals.register(reseller, deal(change))).body.id;

it('a partner extends its protection twice with evidence; the third time is refused', async () => {
  const id = await approved();
  on(76);
  const first = await deals.verb(reseller, id, 'extend', progress(1));
  expect(first).toMatchObject({
    status: 200,
    body: { status: 'approved', protection: { until: '2026-06-30T10:00:00.000Z', extensions: 1 }, evidence: [{}] },
  });
  expect(await deals.verb(reseller, id, 'extend', progress(1))).toMatchObject({
    status: 422,
    body: { code: 'NO_PROGRESS' },
  });
  expect(await deals.verb(reseller, id, 'extend', progress(2))).toMatchObject({
    body: { protection: { until: '2026-07-30T10:00:00.000Z', extensions: 2 } },
  });
  expect(await deals.verb(reseller, id, 'extend', progress(3))).toMatchObject({
    status: 422,
    body: { code: 'EXTENSION_LIMIT' },
  });
  const { body } = await service.call(`GET /v1/deal-registrations/${id}/history`, { as: reseller });
  expect(body.items.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(['DealProtectionExtended', 'DealProtectionExtended']),
  );
});

it('an expired deal comes back within the grace, not after', async () => {
  const [soon, late] = [await approved(), await approved()];
  on(95);
  expect(await deals.verb(reseller, soon, 'reopen', { reason: 'The decision moved' })).toMatchObject({
    status: 200,
    body: { status: 'approved', protection: { from: '2026-06-05T10:00:00.000Z', extensions: 1 } },
  });
  on(104);
  expect(await deals.verb(reseller, late, 'reopen', { reason: 'The decision moved' })).toMatchObject({
    status: 422,
    body: { code: 'GRACE_OVER' },
  });
});

it('whoever holds the customer by then keeps it', async () => {
  const body = deal();
  const { id } = (await deals.register(reseller, body)).body;
  on(91);
  expect(await deals.register(rival, body)).toMatchObject({ body: { status: 'approved' } });
  const refused = await deals.verb(reseller, id, 'reopen', { reason: 'The decision moved' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'CUSTOMER_HELD' } });
  expect(JSON.stringify(refused.body)).not.toMatch(/contoso|Partner a2/i);
});

it.each(['extend', 'reopen'])('nobody else may %s it', async (verb) => {
  const id = await approved({ distributorId: distributor });
  const body = verb === 'extend' ? progress(1) : { reason: 'It goes on' };
  expect(await deals.verb(rival, id, verb, body)).toMatchObject({ status: 404 });
  expect(await deals.verb(distributing, id, verb, body)).toMatchObject({
    status: 403,
    body: { code: 'NOT_YOUR_DEAL' },
  });
  expect(await deals.verb({ ...reseller, roles: ['technician'] }, id, verb, body)).toMatchObject({ status: 403 });
});

it.each([
  ['extend', {}],
  ['extend', { progress: 'Yes', evidence: [] }],
  ['extend', { progress: 'Yes', evidence: [{ name: 'Minutes', url: 'ftp://files' }] }],
  ['reopen', {}],
])('%s with %j is no request', async (verb, body) => {
  expect(await deals.verb(manager, await approved(), verb, body)).toMatchObject({ status: 400 });
});
