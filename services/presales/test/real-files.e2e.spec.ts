import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testService, vendor, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { imported } from './imported.js';

const file = (name: string) => readFileSync(join(__dirname, 'data', name), 'utf8');
const csv = { 'content-type': 'text/csv' };

describe('the files of a real CRM', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await testService(definition);
  });
  afterAll(() => service.close());

  const upload = async (path: string, body: string, headers: Record<string, string> = csv) =>
    imported(await service.call(`POST ${path}`, { as: vendor(), body, headers }));
  const events = async (topic: string) =>
    Number(
      (await service.adminQuery<{ n: string }>('SELECT count(*) AS n FROM history WHERE noun = $1', [topic]))[0]?.n,
    );

  it('are tried in a dry run without a trace', async () => {
    const { summary } = await upload('/v1/accounts/import?dryRun=true', file('accounts.csv'));
    expect(summary).toMatchObject({ refused: 0, dryRun: true, complete: true });
    expect((await service.call('GET /v1/accounts', { as: vendor() })).body.items).toEqual([]);
    expect(await events('account')).toBe(0);
  });

  it('give all 85 accounts with their parents, and say what was mended', async () => {
    const { rows, summary } = await upload('/v1/accounts/import', file('accounts.csv'));
    expect(summary).toMatchObject({ created: 72, mended: 13, refused: 0, unchanged: 0 });
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 85 }, (_, index) => index + 2));
    expect(rows[0]?.mended).toEqual(['industry: "technolgy" read as "technology"']);
    expect(rows[3]?.mended).toEqual(['country: "Philipines" read as "Philippines" (PH)']);
    const all = await service.call('GET /v1/accounts?limit=200&sort=legalName', { as: vendor() });
    expect(all.body.items).toHaveLength(85);
    const byName = new Map<string, Record<string, unknown>>(
      all.body.items.map((item: { legalName: string }) => [item.legalName, item]),
    );
    expect(byName.get('Acme Corporation')).toMatchObject({
      country: 'US',
      industry: 'technology',
      employees: 2822,
      foundedYear: 1996,
      annualRevenue: { amount: '1100040000.00', currency: 'USD' },
      externalIds: [{ system: 'import', id: 'Acme Corporation' }],
    });
    const subsidiaries = all.body.items.filter(
      (item: { parentAccountId: string | null }) => item.parentAccountId !== null,
    );
    expect(subsidiaries).toHaveLength(15);
    expect(byName.get('Faxquote')?.['parentAccountId']).toBe(byName.get('Sonron')?.['id']);
    expect(byName.get('Hottechi')?.['country']).toBe('KR');
  });

  it('change nothing when they come again', async () => {
    const before = await events('account');
    const { summary } = await upload('/v1/accounts/import', file('accounts.csv'));
    expect(summary).toMatchObject({ unchanged: 85, created: 0, updated: 0, mended: 0, refused: 0 });
    expect(await events('account')).toBe(before);
  });

  it('give products, families and prices from one file', async () => {
    const products = await upload('/v1/products/import', file('products.csv'));
    expect(products.summary).toMatchObject({ mended: 7, refused: 0 });
    expect(products.rows[0]).toMatchObject({
      line: 2,
      mended: ['sku: made "GTX-BASIC" of the name', 'familyCode: "GTX" was not known and has been created'],
    });
    const book = await service.call('POST /v1/price-books', {
      as: vendor(),
      body: { code: 'WORLD-2026', name: 'World 2026', currency: 'USD' },
    });
    expect(book.status).toBe(201);
    const prices = await upload(
      `/v1/price-books/${book.body.id}/prices/import`,
      file('products.csv').replace('GTX Plus Pro', 'GTXPlusPro'),
    );
    expect(prices.summary).toMatchObject({ created: 6, mended: 1, refused: 0 });
    const published = await service.call(`POST /v1/price-books/${book.body.id}/publish`, { as: vendor() });
    expect(published.body).toMatchObject({ status: 'published', edition: 1, prices: 7 });
    const listed = await service.call(`GET /v1/price-books/${book.body.id}/prices`, { as: vendor() });
    const sum = listed.body.items.reduce(
      (total: number, { unitPrice }: { unitPrice: string }) => total + Number(unitPrice),
      0,
    );
    expect(sum).toBe(550 + 4821 + 55 + 3393 + 5482 + 1096 + 26768);
    const again = await upload(`/v1/price-books/${book.body.id}/prices/import`, file('products.csv'));
    expect(again.summary).toMatchObject({ unchanged: 7, created: 0 });
    expect((await upload('/v1/products/import', file('products.csv'))).summary).toMatchObject({ unchanged: 7 });
  });

  it('say of a family which certification it asks for, and leave it when they say nothing', async () => {
    const told = await upload('/v1/product-families/import', 'code,requiredCertification\nGTX,GTX-SALES\n');
    expect(told.summary).toMatchObject({ updated: 1, refused: 0 });
    const silent = await upload('/v1/product-families/import', 'code\nGTX\n');
    expect(silent.summary).toMatchObject({ unchanged: 1 });
    const { body } = await service.call('GET /v1/product-families?sort=code', { as: vendor() });
    expect(body.items).toContainEqual(expect.objectContaining({ code: 'GTX', requiredCertification: 'GTX-SALES' }));
  });

  it('can be exported and imported again without a change', async () => {
    for (const noun of ['accounts', 'products', 'product-families']) {
      const exported = await service.call(`GET /v1/${noun}/export`, { as: vendor(), headers: { accept: 'text/csv' } });
      expect(exported.status).toBe(200);
      const { summary } = await upload(`/v1/${noun}/import`, exported.text);
      expect({ noun, ...summary }).toMatchObject({ noun, created: 0, updated: 0, mended: 0, refused: 0 });
      const ndjson = await service.call(`GET /v1/${noun}/export?format=ndjson`, { as: vendor() });
      const count = ndjson.text.trim().split('\n').length;
      expect({ noun, count }).toEqual({ noun, count: summary['unchanged'] });
    }
  });
});

describe('a file of accounts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await testService(definition);
  });
  afterAll(() => service.close());

  const upload = async (body: string, type = 'text/csv') =>
    imported(await service.call('POST /v1/accounts/import', { as: vendor(), body, headers: { 'content-type': type } }));

  it('may name a parent that comes more than a batch later', async () => {
    const many = Array.from({ length: 1200 }, (_, index) => `Filler ${index},retail,US,`);
    const { rows, summary } = await upload(
      ['account,sector,office_location,subsidiary_of', 'Child,retail,US,Parent', ...many, 'Parent,retail,US,'].join(
        '\n',
      ),
    );
    expect(summary).toMatchObject({ created: 1201, mended: 1, refused: 0 });
    expect(rows[0]?.mended).toEqual(['parent: "Parent" is not known yet and will be set when it comes']);
    const child = await service.call('GET /v1/accounts/external/import/Child', { as: vendor() });
    const parent = await service.call('GET /v1/accounts/external/import/Parent', { as: vendor() });
    expect(child.body.parentAccountId).toBe(parent.body.id);
  });

  it('has its bad lines refused with the reason, and the others taken', async () => {
    const { rows, summary } = await upload(
      [
        'account,office_location,employees',
        'Good,Germany,5',
        'Nowhere,Atlantis,5',
        ',Germany,5',
        'Odd,Germany,many',
        'Short,Germany',
      ].join('\r\n'),
    );
    expect(summary).toMatchObject({ created: 1, refused: 4 });
    expect(rows.map(({ status, errors }) => [status, errors?.[0]?.code])).toEqual([
      ['created', undefined],
      ['refused', 'NOT_COUNTRY'],
      ['refused', 'REQUIRED'],
      ['refused', 'NOT_WHOLE'],
      ['refused', 'COLUMN_COUNT'],
    ]);
  });

  it('cannot put an account below itself, neither by one line nor by two', async () => {
    const own = await upload('account,office_location,subsidiary_of\nOwn,US,Own\n');
    expect(own.rows[0]).toMatchObject({ status: 'mended' });
    const again = await upload('account,office_location,subsidiary_of\nOwn,US,Own\n');
    expect(again.rows[0]).toMatchObject({ status: 'refused', errors: [{ code: 'HIERARCHY_CYCLE' }] });
    const ring = await upload('account,office_location,subsidiary_of\nA,US,B\nB,US,A\n');
    expect(ring.summary).toMatchObject({ refused: 0 });
    const placed = await Promise.all(
      ['A', 'B'].map((id) => service.call(`GET /v1/accounts/external/import/${id}`, { as: vendor() })),
    );
    expect(placed.filter(({ body }) => body.parentAccountId === null)).toHaveLength(1);
  });

  it('can be NDJSON with numbers and lists', async () => {
    const line = {
      legalName: 'Json',
      country: 'DE',
      employees: 7,
      domains: ['json.example'],
      system: 'crm',
      externalId: 'J-1',
    };
    expect((await upload(`${JSON.stringify(line)}\n`, 'application/x-ndjson')).summary).toMatchObject({ created: 1 });
    const found = await service.call('GET /v1/accounts/external/crm/J-1', { as: vendor() });
    expect(found.body).toMatchObject({ employees: 7, domains: ['json.example'] });
  });

  it('with a column that nobody knows is refused as a whole', async () => {
    const answer = await service.call('POST /v1/accounts/import', {
      as: vendor(),
      body: 'account,shoe_size\nX,1\n',
      headers: csv,
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'MALFORMED']);
  });
});
