import { testService, vendor, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { imported } from './imported.js';

describe('a price file', () => {
  let service: TestService;
  let bookId: string;

  beforeAll(async () => {
    service = await testService(definition);
    const post = (path: string, body: unknown) => service.call(`POST ${path}`, { as: vendor(), body });
    await post('/v1/product-families', { code: 'NET', name: 'NET' });
    for (const [sku, name] of [
      ['SW-24', 'Коммутатор 24'],
      ['HUB', '集線器'],
    ])
      expect((await post('/v1/products', { sku, name, familyCode: 'NET', publish: true })).status).toBe(201);
    bookId = (await post('/v1/price-books', { code: 'WORLD', name: 'World', currency: 'EUR' })).body.id;
  });
  afterAll(() => service.close());

  const upload = async (rows: string) =>
    imported(
      await service.call(`POST /v1/price-books/${bookId}/prices/import`, {
        as: vendor(),
        body: rows,
        headers: { 'content-type': 'text/csv' },
      }),
    );
  const drafts = async () =>
    (await service.call(`GET /v1/price-books/${bookId}/prices/drafts`, { as: vendor() })).body as unknown[];

  it.each([
    ['another product of the same digits', 'product,unitPrice\nМаршрутизатор 24,100\n'],
    ['another product in a script without capitals', 'product,unitPrice\n路由器,100\n'],
    ['nothing but signs', 'product,unitPrice\n---,100\n'],
    ['no product at all', 'family,unitPrice\nNET,100\n'],
  ])('prices nothing by a line that names %s', async (_, file) => {
    const { rows } = await upload(file);
    expect(rows).toMatchObject([{ status: 'refused', errors: [{ code: 'PRODUCT_UNKNOWN' }] }]);
    expect(await drafts()).toEqual([]);
  });

  it('finds a product of any script, also by a name that is written a little otherwise', async () => {
    const { rows } = await upload('product,unitPrice\nКОММУТАТОР-24,100\n集線器,50\n');
    expect(rows).toMatchObject([
      { status: 'mended', mended: ['product: "КОММУТАТОР-24" read as "Коммутатор 24" (SW-24)'] },
      { status: 'created' },
    ]);
    expect(await drafts()).toMatchObject([{ sku: 'HUB' }, { sku: 'SW-24' }]);
  });

  it('finds a product by its new name and no longer by the old one', async () => {
    const { body } = await service.call('GET /v1/products?sku=HUB', { as: vendor() });
    const { id, version } = body.items[0];
    const headers = { 'if-match': `"${version}"`, 'content-type': 'application/merge-patch+json' };
    const revised = await service.call(`PATCH /v1/products/${id}`, { as: vendor(), headers, body: { name: '路由器' } });
    expect(revised.status).toBe(200);
    const { rows } = await upload('product,unitPrice\n路由器,70\n集線器,50\n');
    expect(rows).toMatchObject([{ status: 'created' }, { status: 'refused' }]);
  });
});
