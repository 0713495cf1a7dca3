import { randomUUID } from 'node:crypto';
import { assertDocumented } from '@tributary/http';
import { orderFulfilledV1 } from '@tributary/contracts';
import { EventLog, partitionOf } from '@tributary/messaging';
import { eventually, vendor, type TestService } from '@tributary/testing';
import {
  acme,
  contoso,
  distributor,
  fulfilled,
  fulfillment,
  initech,
  northwind,
  offerTerm,
  postSales,
  reseller,
  rival,
  support,
} from './post-sales.js';

let service: TestService;
const call = (operation: string, as = support, body?: unknown) => service.call(operation, { as, body });
const serialsOf = (body: { items: { serial: string }[] }) => body.items.map(({ serial }) => serial);

beforeAll(async () => {
  service = await postSales();
  await offerTerm(service);
});
afterAll(() => service.close());

/** As an ERP would put it on the topic: with no more than CloudEvents demands. */
async function publish(document: Record<string, unknown>, id: string = randomUUID()): Promise<void> {
  const log = service.running.app.get(EventLog, { strict: false });
  const headers = { ce_specversion: '1.0', ce_id: id, ce_source: '/erp/eu', ce_type: 'erp.OrderFulfilled.v1' };
  const key = (document['order'] as { id: string }).id;
  const { topic } = orderFulfilledV1;
  const record = { id: randomUUID(), key, headers, value: Buffer.from(JSON.stringify(document)) };
  await log.append(topic, partitionOf(key, await log.partitions(topic)), [record], 5_000);
}

const known = async (serial: string) =>
  (await call(`GET /v1/assets?serial=${serial}`)).body.items as { id: string; version: number }[];

describe('Assets', () => {
  it('are documented without a gap', () => assertDocumented(service.running.openapi));

  it('come of what an ERP shipped, with their chain of sale and the term that held', async () => {
    const id = await fulfilled(service, ['S-1']);
    expect((await call(`GET /v1/assets/${id}`)).body).toMatchObject({
      serial: 'S-1',
      sku: 'GTX-PRO',
      family: 'GTX',
      status: 'shipped',
      accountId: acme,
      version: 1,
      order: { system: 'erp', id: '4500-S-1', line: '10' },
      warrantyTerm: { code: 'STD-24', version: 1 },
      chain: [
        { role: 'vendor' },
        { role: 'distributor', name: 'Nordlicht Distribution' },
        { role: 'reseller', name: 'Northwind Networks' },
        { role: 'end_customer' },
      ],
    });
  });

  it('count once whichever way the same order line comes, and however often', async () => {
    await publish(fulfillment(['S-2', 'S-3']));
    await eventually(async () => expect(await known('S-3')).toHaveLength(1));
    const again = await call('POST /v1/assets/fulfillments', support, fulfillment(['S-2', 'S-3']));
    expect(again.body.assets.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['known', 'known']);
    await publish(fulfillment(['S-2', 'S-3', 'S-4']));
    await eventually(async () => expect(await known('S-4')).toHaveLength(1));
    expect((await known('S-2')).map(({ version }) => version)).toEqual([1]);
  });

  it('count once when message and call race', async () => {
    const body = fulfillment(['S-RACE']);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('POST /v1/assets/fulfillments', support, body)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    const outcomes = answers.map(({ body: { assets } }) => assets[0].outcome as string);
    expect(outcomes.filter((outcome) => outcome === 'registered')).toHaveLength(1);
  });

  it('a serial of another order is refused, and nothing of the document stays', async () => {
    const other = { ...fulfillment(['S-NEW', 'S-1']), order: { system: 'erp', id: 'other' } };
    const answer = await call('POST /v1/assets/fulfillments', support, other);
    expect([answer.status, answer.body.code]).toEqual([409, 'SERIAL_TAKEN']);
    expect(await known('S-NEW')).toEqual([]);
  });

  it.each([
    [{ lines: [{ line: '1', sku: 'NOPE', serials: ['X'] }] }, 409, 'NOT_YET_KNOWN'],
    [{ accountId: contoso }, 409, 'NOT_YET_KNOWN'],
    [{ chain: [{ role: 'reseller', partnerId: acme }] }, 409, 'NOT_YET_KNOWN'],
    [
      {
        chain: [
          { role: 'reseller', name: 'A' },
          { role: 'distributor', name: 'B' },
        ],
      },
      422,
      'CHAIN_OUT_OF_ORDER',
    ],
    [
      {
        lines: [
          { line: '1', sku: 'GTX-PRO', serials: ['X'] },
          { line: '2', sku: 'GTX-PRO', serials: ['X'] },
        ],
      },
      422,
      'SERIAL_TWICE',
    ],
    [{ lines: [] }, 400, 'MALFORMED'],
    [{ surprise: 1 }, 400, 'MALFORMED'],
  ])('a document that does not hold is refused: %j', async (change, status, code) => {
    const answer = await call('POST /v1/assets/fulfillments', support, fulfillment(['X'], change));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('are seen by who stands in their chain of sale, from its own seller down', async () => {
    const id = await fulfilled(service, ['S-SEEN']);
    const roles = async (as: typeof support) =>
      ((await call(`GET /v1/assets/${id}`, as)).body.chain as { role: string; invoice: string }[]).map(
        ({ role, invoice }) => `${role} ${invoice}`,
      );
    expect(await roles(distributor)).toEqual(['vendor null', 'distributor V-1', 'reseller D-1', 'end_customer null']);
    expect(await roles(reseller)).toEqual(['distributor null', 'reseller D-1', 'end_customer R-1']);
    expect((await call(`GET /v1/assets/${id}`, reseller)).body.order).toBeNull();
    expect((await call(`GET /v1/assets/${id}`, distributor)).body.order).toMatchObject({ id: '4500-S-SEEN' });
  });

  it('that are blocked are so for their sellers too; why is the vendor’s to know', async () => {
    const id = await fulfilled(service, ['S-BLOCKED']);
    await call(`POST /v1/assets/${id}/block`, support, { reason: 'Fraud suspected' });
    expect((await call(`GET /v1/assets/${id}`, support)).body.blocked.reason).toBe('Fraud suspected');
    const seen = await call(`GET /v1/assets/${id}`, reseller);
    expect([seen.body.blocked.reason, seen.text.includes('Fraud')]).toEqual([null, false]);
    expect((await call('GET /v1/assets?serial=S-BLOCKED', reseller)).text).not.toContain('Fraud');
    expect((await call('GET /v1/entitlements?serial=S-BLOCKED', reseller)).text).not.toContain('Fraud');
  });

  it('do not exist for anybody else', async () => {
    const id = await fulfilled(service, ['S-HIDDEN']);
    expect((await call(`GET /v1/assets/${id}`, rival)).status).toBe(404);
    expect((await call(`POST /v1/assets/${id}/install`, rival, { on: '2025-04-01' })).status).toBe(404);
    expect(serialsOf((await call('GET /v1/assets', rival)).body)).toEqual([]);
    expect(serialsOf((await call(`GET /v1/assets?partnerId=${northwind}`, rival)).body)).toEqual([]);
    expect(serialsOf((await call('GET /v1/assets?serial=S-HIDDEN', distributor)).body)).toEqual(['S-HIDDEN']);
    expect((await call('GET /v1/assets/export?format=ndjson', rival)).text).toBe('');
    expect((await call(`GET /v1/assets/${id}/history`, reseller)).status).toBe(403);
  });

  it('are changed by the vendor; the last seller reports installation and use', async () => {
    const id = await fulfilled(service, ['S-LIFE']);
    expect((await call(`POST /v1/assets/${id}/install`, distributor, { on: '2025-04-01' })).body.code).toBe(
      'NOT_THE_SELLER',
    );
    expect((await call(`POST /v1/assets/${id}/install`, reseller, { on: '2025-01-01' })).body.code).toBe(
      'DAY_TOO_EARLY',
    );
    expect((await call(`POST /v1/assets/${id}/install`, reseller, { on: '2025-04-01' })).body).toMatchObject({
      status: 'installed',
      installedOn: '2025-04-01',
    });
    expect((await call(`POST /v1/assets/${id}/activate`, reseller, { on: '2025-04-02' })).body).toMatchObject({
      status: 'active',
    });
    expect((await call(`POST /v1/assets/${id}/retire`, reseller, { on: '2025-04-02', reason: 'x' })).status).toBe(403);
    const moved = await call(`POST /v1/assets/${id}/move-ownership`, support, {
      accountId: initech,
      on: '2025-06-01',
      reason: 'Site sold',
    });
    expect(moved.body).toMatchObject({ accountId: initech, moves: [{ from: acme, to: initech, on: '2025-06-01' }] });
    expect((await call(`GET /v1/assets/${id}`, reseller)).body.moves).toBeNull();
    expect(
      (await call(`POST /v1/assets/${id}/retire`, support, { on: '2025-07-01', reason: 'Scrapped' })).body.status,
    ).toBe('retired');
    expect((await call(`POST /v1/assets/${id}/activate`, support, { on: '2025-07-02' })).body.allowed).toEqual([]);
    const history = (await call(`GET /v1/assets/${id}/history`, vendor('readonly'))).body;
    expect(history.items.map(({ type }: { type: string }) => type)).toEqual([
      'AssetRetired',
      'AssetOwnershipMoved',
      'AssetActivated',
      'AssetInstalled',
      'AssetRegistered',
    ]);
  });

  it('whose partner is suspended are not reported by it', async () => {
    const id = await fulfilled(service, ['S-SUSPENDED']);
    await service.adminQuery(`UPDATE partner_replica SET status = 'suspended' WHERE id = $1`, [northwind]);
    const answer = await call(`POST /v1/assets/${id}/install`, reseller, { on: '2025-04-01' });
    await service.adminQuery(`UPDATE partner_replica SET status = 'active' WHERE id = $1`, [northwind]);
    expect([answer.status, answer.body.code]).toEqual([403, 'PARTNER_SUSPENDED']);
  });
});
