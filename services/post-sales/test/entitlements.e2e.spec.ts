import { ManualClock } from '@tributary/kernel';
import type { TestService } from '@tributary/testing';
import { fulfilled, offerTerm, postSales, reseller, rival, support, initech } from './post-sales.js';

const clock = new ManualClock(new Date('2026-11-23T10:00:00.000Z'));
let service: TestService;
let termId: string;
const call = (operation: string, as = support, body?: unknown) => service.call(operation, { as, body });
const entitlement = async (serial: string, on?: string, as = reseller) =>
  (await call(`GET /v1/entitlements?serial=${serial}&sku=GTX-PRO${on === undefined ? '' : `&on=${on}`}`, as)).body;
const classes = (body: { classes: { costClass: string; coveredPercent: number; until: string; reason: string }[] }) =>
  body.classes.map(
    ({ costClass, coveredPercent, until, reason }) => `${costClass} ${coveredPercent} ${until} ${reason}`,
  );

beforeAll(async () => {
  service = await postSales({ clock });
  termId = await offerTerm(service);
});
afterAll(() => service.close());

describe('What is covered for a serial', () => {
  it('shipped 20 months ago with 24 months parts and 12 months labor: parts until the day, labor expired, chain shown', async () => {
    await fulfilled(service, ['E-1'], { shippedOn: '2025-03-23' });
    const seen = await entitlement('E-1');
    expect(seen).toMatchObject({
      status: 'partial',
      on: '2026-11-23',
      startsOn: '2025-03-23',
      startedBy: 'shipment',
      transferable: true,
      term: { code: 'STD-24', version: 1 },
    });
    expect(classes(seen)).toEqual([
      'parts 100 2027-03-22 COVERED',
      'labor 0 2026-03-22 EXPIRED',
      'expenses 0 null NOT_COVERED',
    ]);
    expect(seen.chain.map(({ role }: { role: string }) => role)).toEqual(['distributor', 'reseller', 'end_customer']);
    expect((await entitlement('E-1', '2025-12-01')).status).toBe('entitled');
    expect((await entitlement('E-1', '2027-03-22')).status).toBe('partial');
    expect((await entitlement('E-1', '2027-03-23')).status).toBe('expired');
    expect((await entitlement('E-1', '2025-03-22')).obstacles).toMatchObject([{ code: 'NOT_STARTED' }]);
  });

  it('a serial that is not the partner’s is unknown to it, as one that does not exist', async () => {
    await fulfilled(service, ['E-2']);
    const foreign = await entitlement('E-2', undefined, rival);
    expect(foreign).toMatchObject({ status: 'unknown_serial', assetId: null, chain: [], term: null });
    expect(foreign).toEqual({ ...(await entitlement('NEVER', undefined, rival)), serial: 'E-2' });
  });

  it('a replacement carries the rest, or 90 days where that is longer; both serials are linked', async () => {
    const id = await fulfilled(service, ['E-3'], { shippedOn: '2025-03-23' });
    const body = { serial: 'E-3-NEW', on: '2026-11-20', reason: 'Power supply failed' };
    expect((await call(`POST /v1/assets/${id}/replace`, reseller, body)).status).toBe(403);
    const answer = await call(`POST /v1/assets/${id}/replace`, support, body);
    expect(answer.body).toMatchObject({
      replaced: { status: 'replaced', replacedBy: { serial: 'E-3-NEW', on: '2026-11-20' } },
      replacement: { status: 'shipped', serial: 'E-3-NEW', replaces: { assetId: id, serial: 'E-3' } },
    });
    const carried = await entitlement('E-3-NEW');
    expect(carried).toMatchObject({
      status: 'entitled',
      earlierReplacements: [{ serial: 'E-3', on: '2026-11-20', assetId: id }],
    });
    expect(classes(carried)).toEqual([
      'parts 100 2027-03-22 COVERED',
      'labor 100 2027-02-18 COVERED',
      'expenses 0 null NOT_COVERED',
    ]);
    const old = await entitlement('E-3');
    expect(old).toMatchObject({
      status: 'blocked',
      obstacles: [{ code: 'REPLACED' }],
      replacedBy: { serial: 'E-3-NEW' },
    });
    expect((await entitlement('E-3', '2026-11-19')).status).toBe('partial');
    const again = await call(`POST /v1/assets/${answer.body.replacement.id}/replace`, support, {
      ...body,
      serial: 'E-3-THIRD',
      on: '2026-11-22',
    });
    expect(again.status).toBe(201);
    const third = await entitlement('E-3-THIRD');
    expect(third.earlierReplacements.map(({ serial }: { serial: string }) => serial)).toEqual(['E-3-NEW', 'E-3']);
    expect(classes(third).slice(0, 2)).toEqual(['parts 100 2027-03-22 COVERED', 'labor 100 2027-02-20 COVERED']);
  });

  it('a unit from the shelf takes the place too, one in use does not', async () => {
    const id = await fulfilled(service, ['E-4']);
    await fulfilled(service, ['E-4-SHELF'], { accountId: null, chain: [], shippedOn: '2026-10-01' });
    const used = await fulfilled(service, ['E-4-USED']);
    await call(`POST /v1/assets/${used}/activate`, support, { on: '2025-05-01' });
    const replace = (serial: string) =>
      call(`POST /v1/assets/${id}/replace`, support, { serial, on: '2026-11-20', reason: 'Broken' });
    expect((await replace('E-4-USED')).body.code).toBe('REPLACEMENT_NOT_FREE');
    expect((await replace('E-4')).body.code).toBe('REPLACES_ITSELF');
    expect((await replace('E-4-SHELF')).status).toBe(201);
    expect(await entitlement('E-4-SHELF')).toMatchObject({
      status: 'entitled',
      earlierReplacements: [{ serial: 'E-4' }],
    });
    expect((await replace('E-4-LATE')).body.code).toBe('INVALID_TRANSITION');
  });

  it('of eight replacements of one unit at once one holds', async () => {
    const id = await fulfilled(service, ['E-RACE']);
    const body = (n: number) => ({ serial: `E-RACE-${n}`, on: '2026-11-20', reason: 'Broken' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => call(`POST /v1/assets/${id}/replace`, support, body(n))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
    expect(
      (await call('GET /v1/assets?status=shipped&limit=200')).body.items.filter(({ serial }: { serial: string }) =>
        serial.startsWith('E-RACE-'),
      ),
    ).toHaveLength(1);
  });

  it('what was sold keeps the version of the term that held at shipment', async () => {
    await fulfilled(service, ['E-5'], { shippedOn: '2026-11-23' });
    clock.set(new Date('2026-12-01T10:00:00.000Z'));
    await call(`PATCH /v1/warranty-terms/${termId}`, support, {
      coverages: [{ costClass: 'parts', months: 6, coveredPercent: 50 }],
    });
    await fulfilled(service, ['E-6'], { shippedOn: '2026-12-01' });
    expect(classes(await entitlement('E-5', '2027-01-01'))[0]).toBe('parts 100 2028-11-22 COVERED');
    expect(classes(await entitlement('E-6', '2027-01-01'))[0]).toBe('parts 50 2027-05-31 COVERED');
  });

  it('begins at the latest so many days after shipment, and not before it is reported', async () => {
    await offerTerm(service, { code: 'INST', startsAt: 'installation', latestStartDays: 90, transferable: false });
    await offerTerm(service, { code: 'OPEN', startsAt: 'activation' });
    const line = (serial: string, warrantyTerm: string) => ({
      shippedOn: '2026-01-10',
      lines: [{ line: '1', sku: 'GTX-PRO', serials: [serial], warrantyTerm }],
    });
    const id = await fulfilled(service, ['E-7'], line('E-7', 'INST'));
    expect(await entitlement('E-7', '2026-05-01')).toMatchObject({
      status: 'entitled',
      startsOn: '2026-04-10',
      startedBy: 'latest_start',
    });
    await call(`POST /v1/assets/${id}/install`, reseller, { on: '2026-02-01' });
    expect(await entitlement('E-7', '2026-05-01')).toMatchObject({ startsOn: '2026-02-01', startedBy: 'installation' });
    await call(`POST /v1/assets/${id}/move-ownership`, support, {
      accountId: initech,
      on: '2026-06-01',
      reason: 'Sold',
    });
    expect(await entitlement('E-7', '2026-06-01')).toMatchObject({
      status: 'blocked',
      obstacles: [{ code: 'NOT_TRANSFERABLE' }],
    });
    await fulfilled(service, ['E-8'], line('E-8', 'OPEN'));
    expect(await entitlement('E-8', '2026-06-01')).toMatchObject({
      status: 'blocked',
      startsOn: null,
      obstacles: [{ code: 'NOT_STARTED' }],
    });
  });

  it('is nothing while the unit is blocked', async () => {
    const id = await fulfilled(service, ['E-9'], { shippedOn: '2026-11-01' });
    await call(`POST /v1/assets/${id}/block`, support, { reason: 'Reported stolen' });
    expect((await call(`POST /v1/assets/${id}/block`, support, { reason: 'x' })).body.code).toBe('ALREADY_BLOCKED');
    expect((await entitlement('E-9')).obstacles).toMatchObject([{ code: 'BLOCKED' }]);
    await call(`POST /v1/assets/${id}/release`, support, { reason: 'Found' });
    expect((await call(`POST /v1/assets/${id}/release`, support, { reason: 'x' })).body.code).toBe('NOT_BLOCKED');
    expect((await entitlement('E-9')).status).toBe('entitled');
  });

  it('needs the product where several have the serial', async () => {
    await fulfilled(service, ['E-10']);
    await fulfilled(service, ['E-10'], {
      order: { system: 'erp', id: 'mg' },
      lines: [{ line: '1', sku: 'MG-SPECIAL', serials: ['E-10'] }],
    });
    expect((await call('GET /v1/entitlements?serial=E-10')).body.code).toBe('SERIAL_AMBIGUOUS');
    expect((await call('GET /v1/entitlements?serial=E-10&sku=MG-SPECIAL')).body).toMatchObject({
      status: 'blocked',
      obstacles: [{ code: 'NO_TERM' }],
    });
    expect((await call('GET /v1/entitlements')).status).toBe(400);
  });
});
