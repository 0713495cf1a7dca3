import type { Actor } from '@tributary/kernel';
import { vendor, type TestService } from '@tributary/testing';
import { contoso, fulfilled, northwind, offerTerm, postSales, reseller, rival, support } from './post-sales.js';

let service: TestService;
const call = (operation: string, as: Actor = support, body?: unknown) =>
  service.call(operation, { as, ...(body === undefined ? {} : { body }) });
const asked = { kind: 'technical', title: 'Dark', description: 'No lights', impact: 'high', urgency: 'medium' };
const open = async (change: Record<string, unknown> = {}, as: Actor = reseller): Promise<string> => {
  const answer = await call('POST /v1/service-requests', as, { ...asked, ...change });
  if (answer.status !== 201) throw new Error(answer.text);
  return (answer.body as { id: string }).id;
};
const show = async (id: string, as: Actor = support) => (await call(`GET /v1/service-requests/${id}`, as)).body;
const verb = (id: string, name: string, as: Actor = support, body?: unknown) =>
  call(`POST /v1/service-requests/${id}/${name}`, as, body);
beforeAll(async () => {
  service = await postSales();
  await offerTerm(service);
});
afterAll(() => service.close());

describe('Service requests', () => {
  it('do not exist for another partner, whatever it tries', async () => {
    const id = await open();
    for (const operation of [
      `GET /v1/service-requests/${id}`,
      `GET /v1/service-requests/${id}/history`,
      `GET /v1/service-requests/${id}/comments`,
      `GET /v1/service-requests/${id}/watchers`,
      `POST /v1/service-requests/${id}/watch`,
      `POST /v1/service-requests/${id}/resume`,
    ])
      expect([operation, (await call(operation, rival)).status]).toEqual([operation, 404]);
    expect((await verb(id, 'comments', rival, { text: 'x' })).status).toBe(404);
    expect((await verb(id, 'reopen', rival, { reason: 'x' })).status).toBe(404);
    expect((await call('GET /v1/service-requests', rival)).body.items).toEqual([]);
    const assetId = await fulfilled(service, ['SR-2']);
    expect((await call('POST /v1/service-requests', rival, { ...asked, assetId })).status).toBe(404);
    expect((await call('POST /v1/service-requests', rival, { ...asked, partnerId: northwind })).status).toBe(404);
  });

  it('are watched by each side for itself', async () => {
    const id = await open();
    const { version } = await show(id);
    for (const as of [support, reseller]) expect((await verb(id, 'watch', as)).status).toBe(204);
    expect((await verb(id, 'watch', reseller)).status).toBe(204);
    const watchers = async (as: Actor) =>
      ((await call(`GET /v1/service-requests/${id}/watchers`, as)).body.items as { subject: string }[]).map(
        ({ subject }) => subject,
      );
    expect([await watchers(support), await watchers(reseller)]).toEqual([['support-ada'], [reseller.subject]]);
    await verb(id, 'unwatch', support);
    expect([await watchers(support), (await show(id)).version]).toEqual([[], version]);
  });

  it('are the vendor’s to work on, in the territories of a channel manager', async () => {
    const id = await open();
    for (const name of ['assign', 'start', 'wait', 'resolve', 'prioritize'])
      expect([name, (await verb(id, name, reseller, {})).status]).toEqual([name, 403]);
    const elsewhere: Actor = { ...vendor('channel_manager'), territories: ['NA'] };
    const here: Actor = { ...vendor('channel_manager'), territories: ['DACH'] };
    expect((await call(`GET /v1/service-requests/${id}`, elsewhere)).status).toBe(404);
    expect((await verb(id, 'assign', elsewhere, { to: 'x' })).status).toBe(404);
    expect((await verb(id, 'assign', here, { to: 'x' })).status).toBe(200);
    expect((await call('GET /v1/service-requests', elsewhere)).body.items).toEqual([]);
  });

  it('are opened by a partner that names itself, in capitals too', async () => {
    const answer = await call('POST /v1/service-requests', reseller, { ...asked, partnerId: northwind.toUpperCase() });
    expect([answer.status, answer.body.partnerId]).toEqual([201, northwind]);
  });

  it('of a partner that is suspended are refused, and the vendor names for whom it opens one', async () => {
    await service.adminQuery(`UPDATE partner_replica SET status = 'suspended' WHERE id = $1`, [contoso]);
    expect((await call('POST /v1/service-requests', rival, asked)).body.code).toBe('PARTNER_SUSPENDED');
    expect((await call('POST /v1/service-requests', support, asked)).body.code).toBe('PARTNER_REQUIRED');
    expect((await call('POST /v1/service-requests', support, { ...asked, partnerId: contoso })).body.partnerId).toBe(
      contoso,
    );
  });

  it('are not gone on with by a partner that is suspended', async () => {
    const id = await open();
    await verb(id, 'assign', support, { to: 'x' });
    await verb(id, 'resolve', support, { answer: 'Done' });
    const { version } = await show(id);
    await service.adminQuery(`UPDATE partner_replica SET status = 'terminated' WHERE id = $1`, [northwind]);
    for (const [name, body] of [
      ['comments', { text: 'x' }],
      ['reopen', { reason: 'x' }],
      ['close', { satisfaction: 1 }],
    ] as const)
      expect([name, (await verb(id, name, reseller, body)).body.code]).toEqual([name, 'PARTNER_SUSPENDED']);
    expect((await show(id)).version).toBe(version);
    expect((await verb(id, 'comments', support, { text: 'x' })).status).toBe(201);
    await service.adminQuery(`UPDATE partner_replica SET status = 'active' WHERE id = $1`, [northwind]);
  });

  it('are opened by a channel manager for partners of its own territories, and in these', async () => {
    const manager = (...territories: string[]): Actor => ({ ...vendor('channel_manager'), territories });
    const opened = (as: Actor, change = {}) =>
      call('POST /v1/service-requests', as, { ...asked, partnerId: northwind, ...change });
    expect((await opened(manager('NA'))).status).toBe(404);
    expect((await opened(manager())).status).toBe(404);
    await service.adminQuery(`UPDATE partner_replica SET territories = '{DACH,NA}' WHERE id = $1`, [northwind]);
    expect((await opened(manager('NA'))).body.territory).toBe('NA');
    expect((await opened(manager('NA'), { territory: 'DACH' })).body.code).toBe('TERRITORY_NOT_COVERED');
    await service.adminQuery(`UPDATE partner_replica SET territories = '{DACH}' WHERE id = $1`, [northwind]);
  });
});
