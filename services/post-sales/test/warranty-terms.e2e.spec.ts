import { assertDocumented } from '@tributary/http';
import { partner, testService, vendor, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';

const input = {
  code: 'STD-24',
  name: 'Standard',
  startsAt: 'installation',
  latestStartDays: 90,
  service: 'depot',
  supplierMonths: 12,
  coverages: [
    { costClass: 'parts', months: 24, coveredPercent: 100 },
    { costClass: 'labor', months: 12, coveredPercent: 50 },
  ],
};
const reseller = partner('0190f3a0-0000-7000-8000-000000000001');
let service: TestService;
let id: string;

beforeAll(async () => {
  service = await testService(definition);
  const created = await service.call('POST /v1/warranty-terms', { as: vendor('support'), body: input });
  expect([created.status, created.headers.get('etag')]).toEqual([201, '"1"']);
  id = (created.body as { id: string }).id;
});
afterAll(() => service.close());

describe('Warranty terms', () => {
  it('are documented without a gap', () => assertDocumented(service.running.openapi));

  it('are readable by partners, but not what the supplier grants us', async () => {
    const seen = await service.call('GET /v1/warranty-terms?code=STD-24', { as: reseller });
    expect(seen.body).toMatchObject({ items: [{ id, code: 'STD-24', supplierMonths: null }], nextCursor: null });
    expect((await service.call(`GET /v1/warranty-terms/${id}`, { as: vendor('readonly') })).body).toMatchObject({
      supplierMonths: 12,
    });
    expect((await service.call(`GET /v1/warranty-terms/${id}/history`, { as: reseller })).status).toBe(403);
  });

  it('are changed by support only', async () => {
    for (const as of [reseller, vendor('finance')]) {
      expect((await service.call(`PATCH /v1/warranty-terms/${id}`, { as, body: { name: 'x' } })).status).toBe(403);
    }
  });

  it('answer what is covered on a day', async () => {
    const asked = `GET /v1/warranty-terms/${id}/coverage?startedOn=2025-09-01&shippedOn=2025-01-01&on=2026-11-15`;
    expect((await service.call(asked, { as: reseller })).body).toEqual({
      startsOn: '2025-04-01',
      coverages: [
        { costClass: 'parts', covered: true, coveredPercent: 100, until: '2027-03-31' },
        { costClass: 'labor', covered: false, coveredPercent: 0, until: '2026-03-31' },
      ],
    });
  });

  it.each([
    [{ ...input }, 409, 'CODE_TAKEN'],
    [{ ...input, code: 'TWICE', coverages: [input.coverages[0], input.coverages[0]] }, 422, 'COST_CLASS_TWICE'],
    [{ ...input, code: 'EARLY', startsAt: 'shipment' }, 422, 'LATEST_START_POINTLESS'],
    [{ ...input, code: 'X', coverages: [] }, 400, 'MALFORMED'],
    [{ ...input, code: 'X', unknown: 1 }, 400, 'MALFORMED'],
  ])('refuse what does not hold', async (body, status, code) => {
    const answer = await service.call('POST /v1/warranty-terms', { as: vendor('admin'), body });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([status, code]);
  });

  it('are withdrawn once, with the reason on record', async () => {
    const stale = await service.call(`POST /v1/warranty-terms/${id}/withdraw`, {
      as: vendor('admin'),
      body: { reason: 'old' },
      headers: { 'if-match': '"7"' },
    });
    expect(stale.status).toBe(412);
    const withdraw = () =>
      service.call(`POST /v1/warranty-terms/${id}/withdraw`, {
        as: vendor('admin'),
        body: { reason: 'Replaced by STD-36' },
      });
    expect((await withdraw()).body).toMatchObject({ status: 'withdrawn', version: 2 });
    expect((await withdraw()).body).toMatchObject({ code: 'INVALID_TRANSITION', allowed: [] });
    const history = await service.call(`GET /v1/warranty-terms/${id}/history`, { as: vendor('admin') });
    expect(history.body).toMatchObject({
      items: [{ type: 'WarrantyTermWithdrawn', reason: 'Replaced by STD-36' }, { type: 'WarrantyTermDefined' }],
    });
  });
});
