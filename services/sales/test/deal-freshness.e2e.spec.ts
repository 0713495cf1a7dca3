import { partner, vendor, type TestService } from '@tributary/testing';
import { ManualClock } from '@tributary/kernel';
import { DealRegistrationWorker } from '../src/index.js';
import {
  deal,
  dealsOf,
  desk,
  distributing,
  distributor,
  knowPartner,
  lines,
  manager,
  reseller,
  salesService,
} from './sales.js';

const clock = new ManualClock(new Date('2026-03-02T10:00:00.000Z'));
const admin = vendor('admin');
let service: TestService;
let deals: ReturnType<typeof dealsOf>;

beforeAll(async () => {
  service = await salesService({ clock });
  await service.running.app.get(DealRegistrationWorker, { strict: false }).stop();
  deals = dealsOf(service);
});
afterAll(() => service.close());

const patch = (id: string, body: unknown) => service.call(`PATCH /v1/deal-registrations/${id}`, { as: reseller, body });

const terms = {
  currency: 'USD',
  protectionDays: 30,
  decisionDays: 2,
  minimumValue: '0',
  minimumLeadDays: 0,
  resubmissions: 2,
  partnerTypes: [],
  tiers: [],
  countries: [],
  families: [],
  agreements: [],
  distributor: 'optional',
  tendersAreReviewed: true,
  autoApprovalCeilings: { gold: '50000' },
  uplifts: {},
  openLimits: {},
};

async function programOf(change: Record<string, unknown>): Promise<string> {
  const { status, body } = await service.call('POST /v1/deal-programs', { as: admin, body: { ...terms, ...change } });
  expect(status).toBe(201);
  return body.id;
}

describe('a draft is judged by the day of its submission', () => {
  it('when a product of it is not sold any more', async () => {
    await service.adminQuery(
      `INSERT INTO product_replica VALUES (gen_random_uuid(), 1, 'GTX-LATE', 'Late', 'GTX', 'active')`,
    );
    const { id } = (await deals.register(reseller, deal({ draft: true, lines: lines('20000.00', 'GTX-LATE') }))).body;
    await service.adminQuery(`UPDATE product_replica SET status = 'end_of_life' WHERE sku = 'GTX-LATE'`);
    expect(await deals.verb(reseller, id, 'submit')).toMatchObject({ status: 422, body: { code: 'PRODUCT_RETIRED' } });
  });

  it('when its distributor is not active any more', async () => {
    const gone = '0190f3a0-0000-7000-8000-0000000000d7';
    await knowPartner(service, gone, { type: 'distributor' });
    const { id } = (await deals.register(reseller, deal({ draft: true, distributorId: gone }))).body;
    await knowPartner(service, gone, { type: 'distributor', status: 'terminated' });
    expect(await deals.verb(reseller, id, 'submit')).toMatchObject({
      status: 422,
      body: { code: 'UNKNOWN_DISTRIBUTOR' },
    });
  });

  it('when its program hides its deals from distributors, whatever the draft says', async () => {
    const programId = await programOf({ name: 'Discreet', distributor: 'hidden' });
    const body = deal({ draft: true, programId, distributorId: distributor });
    const { id } = (await deals.register(reseller, body)).body;
    expect((await patch(id, { hiddenFromDistributor: false })).body.hiddenFromDistributor).toBe(true);
    expect((await deals.verb(reseller, id, 'submit')).body).toMatchObject({
      status: 'approved',
      hiddenFromDistributor: true,
    });
    expect((await deals.show(distributing, id)).status).toBe(404);
  });
});

describe('the limit of open registrations', () => {
  const limited = async () => {
    const one = partner(crypto.randomUUID(), 'sales');
    await knowPartner(service, one.partnerId!);
    return { one, programId: await programOf({ name: 'One each', openLimits: { gold: 1 } }) };
  };

  it('does not count the registration that is submitted again', async () => {
    const { one, programId } = await limited();
    const { id } = (await deals.register(one, deal({ programId, lines: lines('60000.00') }))).body;
    await deals.verb(manager, id, 'return', { reason: 'Name the project' });
    expect(await deals.verb(one, id, 'submit')).toMatchObject({ status: 200, body: { status: 'in_review' } });
    expect(await deals.register(one, deal({ programId }))).toMatchObject({ status: 422, body: { code: 'OPEN_LIMIT' } });
  });

  it('does not count a protection that the clock has ended', async () => {
    const { one, programId } = await limited();
    const { body } = await deals.register(one, deal({ programId }));
    clock.set(new Date(body.protection.until));
    expect((await deals.show(one, body.id)).body.status).toBe('approved');
    expect(await deals.verb(one, body.id, 'claim-win')).toMatchObject({
      status: 409,
      body: { code: 'INVALID_TRANSITION' },
    });
    expect((await deals.register(one, deal({ programId }))).status).toBe(201);
  });
});

it.each([
  ['no quantity', [{ sku: 'GTX-PRO', quantity: '0', value: { amount: '20000.00', currency: 'USD' } }]],
  ['no value', lines('0.00')],
])('a deal of %s protects nothing', async (_, none) => {
  expect(await deals.register(reseller, deal({ lines: none }))).toMatchObject({
    status: 422,
    body: { code: 'NO_VALUE' },
  });
});

it('a verb that needs a conflict says that there is none, a change that it is too late', async () => {
  const { id } = (await deals.register(reseller, deal({ lines: lines('60000.00') }))).body;
  expect(await deals.verb(desk, id, 'award', { reason: 'First' })).toMatchObject({
    status: 409,
    body: { code: 'NOT_HELD' },
  });
  expect(await patch(id, { competitor: 'Globex' })).toMatchObject({ status: 409, body: { code: 'NOT_REVISABLE' } });
  expect(await service.call(`DELETE /v1/deal-registrations/${id}`, { as: reseller })).toMatchObject({
    status: 409,
    body: { code: 'NOT_A_DRAFT' },
  });
});
