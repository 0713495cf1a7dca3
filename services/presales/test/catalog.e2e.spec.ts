import { join } from 'node:path';
import { assertCatalog, assertDocumented } from '@tributary/http';
import { partner, testService, vendor, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';

const northwind = '0190f3a0-0000-7000-8000-00000000000a';
const somebody = partner(northwind, 'sales');
const admin = vendor('admin');

describe('the catalog', () => {
  let service: TestService;
  let bookId: string;

  const post = (path: string, body?: unknown, as = admin) => service.call(`POST ${path}`, { as, body });

  beforeAll(async () => {
    service = await testService(definition);
    await post('/v1/product-families', { code: 'GTX', name: 'GTX series' });
    bookId = (await post('/v1/price-books', { code: 'EMEA', name: 'EMEA', currency: 'EUR', territory: 'EMEA' })).body
      .id;
  });
  afterAll(() => service.close());

  const product = async (sku: string, change = {}) =>
    (
      await post('/v1/products', {
        sku,
        name: sku,
        familyCode: 'GTX',
        floorPrice: { amount: '400.00', currency: 'EUR' },
        ...change,
      })
    ).body;

  it('documents every operation, and every code that it answers with', () => {
    assertDocumented(service.running.openapi);
    assertCatalog({ sources: join(__dirname, '../src'), catalog: definition.errors, alsoThrown: ['SKU_MISSING'] });
  });

  it('is seen by partners from its publication on, without the floor price', async () => {
    const drafted = await product('SEEN');
    expect(drafted).toMatchObject({ status: 'draft', floorPrice: { amount: '400.00', currency: 'EUR' }, version: 1 });
    expect((await service.call(`GET /v1/products/${drafted.id}`, { as: somebody })).status).toBe(404);
    await post(`/v1/products/${drafted.id}/publish`);
    const seen = await service.call(`GET /v1/products/${drafted.id}`, { as: somebody });
    expect(seen.body).toMatchObject({ sku: 'SEEN', status: 'active', floorPrice: null, externalIds: [] });
    expect(seen.text).not.toContain('400');
    const listed = await service.call('GET /v1/products?sku=seen', { as: somebody });
    expect(listed.body.items).toHaveLength(1);
    expect((await service.call(`GET /v1/products/${drafted.id}/history`, { as: somebody })).status).toBe(403);
  });

  it('is changed by nobody on the partner side', async () => {
    const { id } = await product('FIRM', { publish: true });
    const refused = await Promise.all([
      post('/v1/products', { sku: 'X', name: 'X', familyCode: 'GTX' }, somebody),
      post(`/v1/products/${id}/end-life`, {}, somebody),
      post('/v1/product-families', { code: 'X', name: 'X' }, somebody),
      post(`/v1/price-books/${bookId}/prices`, { sku: 'FIRM', unitPrice: '1' }, somebody),
      service.call(`PATCH /v1/products/${id}`, { as: somebody, body: { name: 'X' } }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect((await service.call('GET /v1/products')).status).toBe(401);
  });

  it('refuses the same sku in other letters, an unknown family and an unknown replacement', async () => {
    const { id } = await product('ONCE', { publish: true });
    expect((await post('/v1/products', { sku: 'once', name: 'x', familyCode: 'GTX' })).body).toMatchObject({
      code: 'SKU_TAKEN',
      status: 409,
    });
    expect((await post('/v1/products', { sku: 'NEW', name: 'x', familyCode: 'NONE' })).body).toMatchObject({
      code: 'FAMILY_UNKNOWN',
    });
    const end = { lastOrderOn: '2026-12-31', replacementSku: 'NONE' };
    expect((await post(`/v1/products/${id}/end-sale`, end)).body).toMatchObject({ code: 'REPLACEMENT_UNKNOWN' });
    expect((await post(`/v1/products/${id}/publish`)).body).toMatchObject({
      code: 'INVALID_TRANSITION',
      allowed: ['end_of_sale', 'end_of_life'],
    });
  });

  it('is found by words and pages on', async () => {
    await Promise.all(
      ['PAGE-1', 'PAGE-2', 'PAGE-3'].map((sku) => product(sku, { description: 'zeppelin', publish: true })),
    );
    const first = await service.call('GET /v1/products?q=zeppelin&limit=2&sort=sku', { as: somebody });
    expect(first.body.items.map(({ sku }: { sku: string }) => sku)).toEqual(['PAGE-1', 'PAGE-2']);
    const second = await service.call(`GET /v1/products?q=zeppelin&limit=2&sort=sku&cursor=${first.body.nextCursor}`, {
      as: somebody,
    });
    expect(second.body).toMatchObject({ items: [{ sku: 'PAGE-3' }], nextCursor: null });
    expect((await service.call('GET /v1/products?color=red', { as: somebody })).body).toMatchObject({ status: 400 });
  });

  it('compares the version that a change is based on', async () => {
    const { id } = await product('STALE');
    const change = (tag: string) =>
      service.call(`PATCH /v1/products/${id}`, {
        as: admin,
        body: { name: `After ${tag}` },
        headers: { 'if-match': tag },
      });
    expect((await change('"1"')).body).toMatchObject({ version: 2 });
    expect((await change('"1"')).body).toMatchObject({ code: 'STALE', status: 412 });
    const history = await service.call(`GET /v1/products/${id}/history`, { as: admin });
    expect(history.body.items.map(({ type }: { type: string }) => type)).toEqual(['ProductRevised', 'ProductDrafted']);
  });

  it('shows partners a price book when it is published, at the price of the asked instant', async () => {
    await product('PRICED', { publish: true });
    await post(`/v1/price-books/${bookId}/prices`, { sku: 'PRICED', unitPrice: '100' });
    await post(`/v1/price-books/${bookId}/prices`, {
      sku: 'PRICED',
      unitPrice: '120.125',
      validFrom: '2099-01-01T00:00:00Z',
    });
    const prices = (query = '') => service.call(`GET /v1/price-books/${bookId}/prices${query}`, { as: somebody });
    expect((await prices()).status).toBe(404);
    expect((await post(`/v1/price-books/${bookId}/publish`)).body).toMatchObject({ edition: 1, prices: 2 });
    expect((await prices()).body.items).toMatchObject([{ sku: 'PRICED', unitPrice: '100.00', currency: 'EUR' }]);
    expect((await prices('?asOf=2099-01-01T00:00:00Z')).body.items).toMatchObject([{ unitPrice: '120.125' }]);
    expect((await post(`/v1/price-books/${bookId}/publish`)).body).toMatchObject({
      code: 'NOTHING_TO_PUBLISH',
      status: 422,
    });
    expect((await service.call(`GET /v1/price-books/${bookId}/prices/drafts`, { as: somebody })).status).toBe(403);
  });

  it('takes a drafted price back', async () => {
    await product('REGRET', { publish: true });
    await post(`/v1/price-books/${bookId}/prices`, { sku: 'REGRET', unitPrice: '100' });
    const drafts = () => service.call(`GET /v1/price-books/${bookId}/prices/drafts`, { as: admin });
    expect((await drafts()).body).toMatchObject([{ sku: 'REGRET', unitPrice: '100.00' }]);
    expect((await service.call(`DELETE /v1/price-books/${bookId}/prices/drafts/regret`, { as: admin })).status).toBe(
      204,
    );
    expect((await drafts()).body).toEqual([]);
  });

  it('answers a repeated command once more instead of doing it twice', async () => {
    const send = () =>
      service.call('POST /v1/products', {
        as: admin,
        body: { sku: 'KEYED', name: 'Keyed', familyCode: 'GTX' },
        headers: { 'idempotency-key': 'once' },
      });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status, second.headers.get('idempotent-replayed')]).toEqual([201, 201, 'true']);
    expect(second.body).toEqual(first.body);
  });
});
