import type { Actor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import { vendor, type TestService } from '@tributary/testing';
import { desk, distributing, lines, manager, northwind, reseller, rival, salesService } from './sales.js';

let service: TestService;

beforeAll(async () => {
  service = await salesService();
  await service.adminQuery(
    `UPDATE partner_replica SET external_ids = '[{"system": "crm", "id": "P-1"}]' WHERE id = $1`,
    [northwind],
  );
  await service.adminQuery(
    `INSERT INTO account_replica (id, sequence, legal_name, country, segment, external_ids)
     VALUES ('0190f3a0-0000-7000-8000-0000000000c1', 1, 'Acme Corporation', 'US', 'enterprise', '[{"system": "crm", "id": "ACC-1"}]')`,
  );
});
afterAll(() => service.close());

const crm: Actor = { subject: 'crm-service', kind: 'vendor', roles: [], scopes: ['opportunities:write'] };
const usd = (amount: string) => ({ amount, currency: 'USD' });
const won = (externalId: string, change: object = {}) => ({
  system: 'crm',
  externalId,
  stage: 'closed_won',
  openedOn: '2016-10-25',
  closedOn: '2017-03-11',
  closedFrom: 'qualification',
  value: usd('4514.00'),
  sku: 'GTX-PRO',
  partner: 'P-1',
  account: 'ACC-1',
  ownedBy: 'moses',
  ...change,
});
const open = (externalId: string, change: object = {}) => {
  const { closedOn: _closedOn, closedFrom: _closedFrom, openedOn: _openedOn, ...row } = won(externalId);
  return { ...row, stage: 'prospecting', value: usd('0.00'), ...change };
};

async function bring(rows: readonly object[], as: Actor = crm, query = '') {
  const answer = await service.call(`POST /v1/opportunities/import${query}`, {
    as,
    body: rows.map((row) => JSON.stringify(row)).join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  });
  const told = answer.status === 200 ? answer.text.trim().split('\n') : [];
  const all = told.map((line) => JSON.parse(line) as Record<string, any>); // eslint-disable-line @typescript-eslint/no-explicit-any
  return { status: answer.status, rows: all.slice(0, -1), summary: all.at(-1)?.['summary'] as unknown };
}
const show = async (id: string, as: Actor = vendor()) =>
  (await service.call(`GET /v1/opportunities/${id}`, { as })).body;
const events = async () =>
  Number(
    (await service.adminQuery<{ n: string }>(`SELECT count(*) AS n FROM history WHERE noun = 'opportunity'`))[0]?.n,
  );

describe('the opportunities of another system', () => {
  it('come with their own days, partner, account and outcome; nothing is registered, protected or won by it', async () => {
    const { rows, summary } = await bring([won('A-1')]);
    expect(summary).toMatchObject({ created: 1, refused: 0, complete: true });
    expect(await show(rows[0]!['id'])).toMatchObject({
      source: 'imported',
      status: 'won',
      number: expect.stringMatching(/^OP-\d{4}-\d{6}$/),
      name: 'Acme Corporation: GTX',
      partnerId: northwind,
      territory: 'US',
      customer: { accountId: '0190f3a0-0000-7000-8000-0000000000c1', name: 'Acme Corporation', country: 'US' },
      lines: [{ sku: 'GTX-PRO', family: 'GTX', quantity: '1', value: usd('4514.00') }],
      value: usd('4514.00'),
      openedAt: '2016-10-25T00:00:00.000Z',
      closedAt: '2017-03-11T00:00:00.000Z',
      ownedBy: 'moses',
      externalIds: [{ system: 'crm', id: 'A-1' }],
    });
    const told = await service.adminQuery(`SELECT type FROM history WHERE entity_id = $1`, [rows[0]!['id']]);
    expect(told).toEqual([{ type: 'OpportunityImported' }]);
    expect(await service.adminQuery('SELECT FROM deal_protection')).toEqual([]);
  });

  it('change nothing when they come again, in whatever order their fields stand', async () => {
    const row = won('B-1');
    const [first] = (await bring([row, open('B-2')])).rows;
    const before = await events();
    const again = await bring([Object.fromEntries(Object.entries(row).reverse()), open('B-2')]);
    expect(again.summary).toMatchObject({ unchanged: 2, created: 0, updated: 0, refused: 0 });
    expect(again.rows[0]!['id']).toBe(first!['id']);
    expect(await events()).toBe(before);
  });

  it('are two flights a batch, and no number is spent on what is known', async () => {
    const { unitOfWork } = { unitOfWork: service.running.app.get(UnitOfWork, { strict: false }) };
    const rows = Array.from({ length: 100 }, (_, index) => won(`C-${index}`));
    const number = async () =>
      Number((await service.adminQuery<{ n: string }>('SELECT last_value AS n FROM opportunity_number'))[0]?.n);
    const [flights, numbers] = [unitOfWork.flights, await number()];
    await bring(rows);
    expect([unitOfWork.flights - flights, (await number()) - numbers]).toEqual([2, 100]);
    await bring(rows);
    expect([unitOfWork.flights - flights, (await number()) - numbers]).toEqual([4, 100]);
  });

  it('are corrected by their source, until somebody works on them here', async () => {
    const [{ id }] = (await bring([open('D-1')])).rows as [{ id: string }];
    expect((await bring([open('D-1', { stage: 'proposal' })])).summary).toMatchObject({ updated: 1 });
    const advanced = await service.call(`POST /v1/opportunities/${id}/advance`, {
      as: reseller,
      body: { stage: 'negotiation' },
    });
    expect(advanced.status).toBe(200);
    await service.call(`PATCH /v1/opportunities/${id}`, { as: reseller, body: { expectedCloseOn: '2099-01-01' } });
    expect((await bring([open('D-1', { stage: 'proposal' })])).summary).toMatchObject({ unchanged: 1 });
    const refused = await bring([open('D-1', { stage: 'solution' })]);
    expect(refused.rows).toMatchObject([{ status: 'refused', errors: [{ code: 'PURSUED_HERE' }] }]);
    expect(await show(id)).toMatchObject({ stage: { code: 'negotiation' }, expectedCloseOn: '2099-01-01' });
  });

  it('that stand twice in a batch are one, as the later line says', async () => {
    const { rows } = await bring([open('E-1'), open('E-1'), won('E-1')]);
    expect(rows).toMatchObject([{ status: 'created' }, { status: 'unchanged' }, { status: 'updated' }]);
    expect(await show(rows[2]!['id'])).toMatchObject({ status: 'won', version: 2 });
    expect((await bring([won('E-1')])).summary).toMatchObject({ unchanged: 1 });
  });

  it('are tried in a dry run without a trace', async () => {
    const before = await events();
    expect((await bring([won('F-1')], crm, '?dryRun=true')).summary).toMatchObject({ created: 1, dryRun: true });
    expect(await events()).toBe(before);
    expect((await bring([won('F-1')])).summary).toMatchObject({ created: 1 });
  });

  it.each<[string, object, string, string]>([
    ['a partner that is not known', { partner: 'P-9' }, '/partner', 'NOT_YET_KNOWN'],
    ['an account that is not known', { account: 'ACC-9' }, '/account', 'NOT_YET_KNOWN'],
    ['a product that is not known', { sku: 'NOTHING' }, '/sku', 'NOT_YET_KNOWN'],
    ['no customer', { account: undefined, country: 'US' }, '/customerName', 'REQUIRED'],
    ['a customer of no country', { account: undefined, customerName: 'X' }, '/country', 'REQUIRED'],
    ['an amount that the currency cannot have', { value: usd('1.005') }, '/value/amount', 'TOO_MANY_DECIMALS'],
    ['no such stage', { stage: 'dreaming' }, '', 'UNKNOWN_STAGE'],
    ['an end without a day', { closedOn: undefined }, '/closedOn', 'REQUIRED'],
    ['no day of the calendar', { closedOn: '2017-02-30' }, '/closedOn', 'NOT_DAY'],
    ['nothing won', { value: usd('0.00') }, '', 'WIN_NEEDS_LINES'],
    ['no id', { externalId: undefined }, '/externalId', 'REQUIRED'],
  ])('are refused line by line: %s', async (_, change, pointer, code) => {
    const before = await events();
    const { rows } = await bring([won('G-1', change)]);
    expect(rows).toMatchObject([{ line: 1, status: 'refused', errors: [{ pointer, code }] }]);
    expect(await events()).toBe(before);
  });

  it('do not overwrite what came to be here', async () => {
    const direct = await service.call('POST /v1/opportunities', {
      as: vendor(),
      body: {
        customer: { name: 'Initech', country: 'US' },
        value: usd('1.00'),
        lines: lines('1.00'),
        expectedCloseOn: '2099-01-01',
        externalIds: [{ system: 'crm', id: 'H-1' }],
      },
    });
    expect(direct.status).toBe(201);
    const { rows } = await bring([
      won('H-1'),
      won(direct.body.number, {
        system: 'tributary',
        partner: undefined,
        account: undefined,
        customerName: 'X',
        country: 'US',
      }),
    ]);
    expect(rows.map(({ errors }) => errors[0].code)).toEqual(['MADE_HERE', 'MADE_HERE']);
  });

  it('are brought once by eight who bring them at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => bring([won('I-1'), won('I-2')])));
    const statuses = all.flatMap(({ rows }) => rows.map(({ status }) => status as string)).sort();
    expect(statuses).toEqual([...Array<string>(2).fill('created'), ...Array<string>(14).fill('unchanged')]);
    expect(new Set(all.map(({ rows }) => rows[0]!['id'])).size).toBe(1);
  });

  it('are the vendor’s to bring, and their partner’s alone to see', async () => {
    for (const actor of [reseller, rival, distributing, desk, manager])
      expect((await bring([won('J-1')], actor)).status).toBe(403);
    const [{ id }] = (await bring([won('J-2')])).rows as [{ id: string }];
    expect(await show(id, reseller)).toMatchObject({ id });
    expect(await show(id, rival)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('can be taken away again as a whole', async () => {
    await bring(Array.from({ length: 501 }, (_, index) => won(`K-${index}`)));
    const exported = await service.call('GET /v1/opportunities/export?format=ndjson&source=imported', { as: vendor() });
    const rows = exported.text.trim().split('\n');
    expect(rows.length).toBeGreaterThan(500);
    expect(JSON.parse(rows.at(-1)!)).toMatchObject({
      source: 'imported',
      closedAt: '2017-03-11T00:00:00.000Z',
      externalIds: [{ system: 'crm' }],
    });
  });

  it('can be CSV', async () => {
    const answer = await service.call('POST /v1/opportunities/import', {
      as: crm,
      body: [
        'system,externalId,stage,openedOn,closedOn,value.amount,value.currency,sku,partner,customerName,country',
        'crm,K-1,closed_lost,2017-01-02,2017-02-03,0.00,USD,MG-SPECIAL,P-1,"Globex, Inc.",US',
      ].join('\r\n'),
      headers: { 'content-type': 'text/csv' },
    });
    const { id } = JSON.parse(answer.text.split('\n')[0]!) as { id: string };
    expect(await show(id)).toMatchObject({
      status: 'lost',
      lossReason: null,
      customer: { name: 'Globex, Inc.', accountId: null },
    });
  });
});
