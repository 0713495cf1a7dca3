import pg from 'pg';
import {
  overprivilegedRoles,
  partner,
  testDatabase,
  testService,
  unprotectedTables,
  vendor,
  type TestService,
} from '@tributary/testing';
import { definition } from '../src/index.js';

const northwind = '0190f3a0-0000-7000-8000-00000000000a';
const rival = '0190f3a0-0000-7000-8000-00000000000b';
const admin = vendor('admin');

describe('accounts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await testService(definition);
  });
  afterAll(() => service.close());

  const create = async (legalName: string, change = {}) =>
    (await service.call('POST /v1/accounts', { as: admin, body: { legalName, country: 'US', ...change } })).body;
  const relate = (id: string, partnerId: string, kind = 'sold_by') =>
    service.call(`POST /v1/accounts/${id}/partner-relations`, { as: admin, body: { partnerId, kind } });

  it('belong in the database to nobody who runs the service', async () => {
    const db = await testDatabase(definition);
    expect([await unprotectedTables(db), await overprivilegedRoles(db)]).toEqual([[], []]);
    await db.close();
  });

  it('are put by the id that the CRM gives them, first created and then changed', async () => {
    const put = (body: object) => service.call('PUT /v1/accounts/external/crm/ACC%2F1', { as: admin, body });
    const first = await put({
      legalName: 'Acme',
      country: 'US',
      tags: ['named'],
      addresses: [{ kind: 'site', lines: ['1 Main Street'], country: 'US' }],
    });
    expect([first.status, first.headers.get('etag')]).toEqual([201, '"1"']);
    expect(first.body).toMatchObject({
      number: expect.stringMatching(/^A-\d{4}-\d{6}$/),
      externalIds: [{ system: 'crm', id: 'ACC/1' }],
    });
    const second = await put({ legalName: 'Acme Corp', country: 'US' });
    expect([second.status, second.body.version]).toEqual([200, 2]);
    expect(second.body).toMatchObject({
      id: first.body.id,
      legalName: 'Acme Corp',
      tags: ['named'],
      addresses: [{ city: null }],
    });
    expect((await put({ legalName: 'Acme Corp', country: 'US' })).body.version).toBe(2);
    expect((await service.call('GET /v1/accounts/external/crm/ACC%2F1', { as: admin })).body.id).toBe(first.body.id);
    expect((await service.call('GET /v1/accounts/external/crm/NONE', { as: admin })).status).toBe(404);
  });

  it('are not found by a partner without a relation, whatever it tries', async () => {
    const { id } = await create('Hidden', { domains: ['hidden.example'] });
    await relate(id, rival);
    const as = partner(northwind, 'partner_admin');
    const answers = await Promise.all(
      ['', '/partner-relations'].map((path) => service.call(`GET /v1/accounts/${id}${path}`, { as })),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    const listed = await service.call('GET /v1/accounts?domain=hidden.example', { as });
    expect(listed.body.items).toEqual([]);
    const refused = await Promise.all([
      service.call(`PATCH /v1/accounts/${id}`, { as, body: { legalName: 'Mine' } }),
      service.call(`POST /v1/accounts/${id}/partner-relations`, {
        as,
        body: { partnerId: northwind, kind: 'sold_by' },
      }),
      service.call('GET /v1/accounts/external/crm/x', { as }),
      service.call(`GET /v1/accounts/${id}/history`, { as }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect((await service.call('GET /v1/accounts/export', { as })).text).not.toContain('Hidden');
  });

  it('show a related partner the customer, but neither its rivals nor what is the vendor’s', async () => {
    const { id } = await create('Shared', {
      tags: ['churn-risk'],
      vendorOwner: 'carla',
      externalIds: [{ system: 'crm', id: 'S-1' }],
    });
    await relate(id, northwind);
    await relate(id, rival, 'serviced_by');
    const as = partner(northwind, 'sales');
    const shown = await service.call(`GET /v1/accounts/${id}`, { as });
    expect(shown.body).toMatchObject({ legalName: 'Shared', tags: [], vendorOwner: null, externalIds: [] });
    const relations = await service.call(`GET /v1/accounts/${id}/partner-relations`, { as });
    expect(relations.body.items.map(({ partnerId }: { partnerId: string }) => partnerId)).toEqual([northwind]);
    const listed = await service.call('GET /v1/accounts', { as });
    expect(listed.body.items.map(({ legalName }: { legalName: string }) => legalName)).toEqual(['Shared']);
    const exported = await service.call('GET /v1/accounts/export?format=ndjson', { as });
    expect(JSON.parse(exported.text)).toMatchObject({ legalName: 'Shared', externalId: null, tags: null });
    expect((await service.call(`GET /v1/accounts/${id}/partner-relations`, { as: admin })).body.items).toHaveLength(2);
  });

  it('can no longer be read when the relation has ended', async () => {
    const { id } = await create('Left');
    const body = { partnerId: northwind, kind: 'sold_by', validFrom: '2020-01-01' };
    const relation = await service.call(`POST /v1/accounts/${id}/partner-relations`, { as: admin, body });
    const as = partner(northwind, 'sales');
    expect((await service.call(`GET /v1/accounts/${id}`, { as })).status).toBe(200);
    const end = `POST /v1/accounts/${id}/partner-relations/${relation.body.id}/end`;
    const ended = await service.call(end, { as: admin, body: { lastDay: '2020-12-31', reason: 'Moved' } });
    expect(ended.body).toMatchObject({ validUntil: '2020-12-31', version: 2 });
    expect((await service.call(`GET /v1/accounts/${id}`, { as })).status).toBe(404);
    expect((await service.call(end, { as: admin, body: { lastDay: '2021-12-31' } })).body.code).toBe('ALREADY_ENDED');
  });

  it('refuse what does not fit, each with its code', async () => {
    const parent = await create('Parent');
    const child = await create('Child', { parentAccountId: parent.id });
    const patch = (id: string, body: object) => service.call(`PATCH /v1/accounts/${id}`, { as: admin, body });
    expect((await patch(parent.id, { parentAccountId: child.id })).body).toMatchObject({
      code: 'HIERARCHY_CYCLE',
      status: 422,
    });
    expect((await patch(child.id, { segment: 'b2b2x', parentAccountId: null })).body).toMatchObject({
      code: 'PARENT_REQUIRED',
    });
    expect((await patch(child.id, { parentAccountId: northwind })).body).toMatchObject({ code: 'PARENT_UNKNOWN' });
    expect((await patch(child.id, { country: 'XX' })).body).toMatchObject({
      code: 'MALFORMED',
      errors: [{ pointer: '/country' }],
    });
    expect((await patch(child.id, { shoeSize: 1 })).status).toBe(400);
    expect((await patch(northwind, { legalName: 'x' })).status).toBe(404);
  });

  it('are found by country, domain and a part of the name', async () => {
    await create('Searched Ltd', { country: 'GB', domains: ['Searched.example'] });
    for (const query of ['country=GB', 'domain=searched.EXAMPLE', 'q=arched%20lt']) {
      const found = await service.call(`GET /v1/accounts?${query}`, { as: admin });
      expect({ query, names: found.body.items.map(({ legalName }: { legalName: string }) => legalName) }).toEqual({
        query,
        names: ['Searched Ltd'],
      });
    }
    expect((await service.call('GET /v1/accounts?q=%25%25', { as: admin })).body.items).toEqual([]);
  });

  it('are put and imported in the same moment without anybody being turned away', async () => {
    const parent = await create('Parent of many', { externalIds: [{ system: 'rush', id: 'parent' }] });
    for (let round = 0; round < 3; round += 1) {
      const rows = Array.from({ length: 300 }, (_, n) =>
        JSON.stringify({
          ...{ system: 'rush', externalId: `${round}-${n}`, legalName: `Rush ${round} ${n}`, country: 'US' },
          ...(n === 299 ? { parent: 'parent' } : {}),
        }),
      ).join('\n');
      const put = async (n: number) => {
        await new Promise((resolve) => setTimeout(resolve, 40 + n * 15));
        const body = { legalName: 'Put', country: 'US', parentAccountId: parent.id };
        return service.call(`PUT /v1/accounts/external/rush/${round}-${n * 20}`, { as: admin, body });
      };
      const headers = { 'content-type': 'application/x-ndjson' };
      const [imported, ...puts] = await Promise.all([
        service.call('POST /v1/accounts/import', { as: admin, body: rows, headers }),
        ...Array.from({ length: 12 }, (_, n) => put(n)),
      ]);
      expect(puts.filter(({ status }) => status > 201).map(({ text }) => text)).toEqual([]);
      expect(JSON.parse(imported?.text.trim().split('\n').at(-1) ?? '').summary).toMatchObject({
        refused: 0,
        complete: true,
      });
    }
  }, 30_000);

  it('stand in no ring, whoever of eight moves them first, and nobody is turned away', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ids = [await create('A'), await create('B'), await create('C')].map(({ id }) => id);
      const move = (from: number) =>
        service.call(`PATCH /v1/accounts/${ids[from]}`, { as: admin, body: { parentAccountId: ids[(from + 1) % 3] } });
      const answers = await Promise.all([0, 1, 2, 0, 1, 2, 0, 1].map(move));
      const refusals = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
      expect(refusals.length).toBeGreaterThan(0);
      expect(refusals).toEqual(refusals.map(() => 'HIERARCHY_CYCLE'));
    }
  });

  it('keep who changed what', async () => {
    const { id } = await create('Changed');
    await service.call(`PATCH /v1/accounts/${id}`, { as: vendor('channel_manager'), body: { employees: 7 } });
    const history = await service.call(`GET /v1/accounts/${id}/history`, { as: admin });
    expect(history.body.items[0]).toMatchObject({
      type: 'AccountUpdated',
      before: { employees: null },
      after: { employees: 7 },
    });
  });

  it('reach the log with their whole public state', async () => {
    const { id } = await create('Told');
    const log = new pg.Client({ connectionString: (service.config.log as { url: string }).url });
    await log.connect();
    const told = async () => {
      const { rows } = await log.query<{ topic: string; value: Buffer }>(
        'SELECT topic, value FROM log_event WHERE key = $1 ORDER BY topic',
        [id],
      );
      return rows.map(({ topic, value }) => [
        topic,
        (JSON.parse(value.toString()) as { account: { legalName: string } }).account.legalName,
      ]);
    };
    const deadline = Date.now() + 10_000;
    while ((await told()).length < 2 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await told()).toEqual([
      ['tributary.presales.account', 'Told'],
      ['tributary.presales.account.state', 'Told'],
    ]);
    await log.end();
  });
});
