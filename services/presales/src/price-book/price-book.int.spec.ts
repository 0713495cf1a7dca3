import { ManualClock } from '@tributary/kernel';
import { testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { persisted } from '../../test/persisted.js';
import { ProductService } from '../product/product.service.js';
import { ProductFamilyService } from '../product-family/product-family.service.js';
import { PriceBookService } from './price-book.service.js';
import { PriceDraftService } from './price-draft.service.js';

const january = new Date('2026-01-01T00:00:00Z');
const july = new Date('2026-07-01T00:00:00Z');

describe('price books', () => {
  const clock = new ManualClock(new Date('2026-02-01T12:00:00Z'));
  let db: TestDatabase;
  let books: PriceBookService;
  let drafts: PriceDraftService;

  beforeAll(async () => {
    db = await testDatabase(persisted, { clock });
    books = new PriceBookService(db.unitOfWork, db.ids, clock);
    drafts = new PriceDraftService(db.unitOfWork, clock);
    await new ProductFamilyService(db.unitOfWork, db.ids).define(vendor(), {
      code: 'GTX',
      name: 'GTX',
      parentId: null,
      requiredCertification: null,
    });
    const products = new ProductService(db.unitOfWork, db.ids);
    for (const sku of ['GTX-PRO', 'GTX-BASIC'])
      await products.draft(vendor(), sku, { name: sku, familyCode: 'GTX' }, true);
  });
  afterAll(() => db.close());

  const open = (code: string) =>
    books.open(vendor(), { code, name: code, currency: 'EUR', territory: null, validFrom: january, validUntil: null });
  const price = (unitPrice: string, change = {}) => ({
    sku: 'gtx-pro',
    unitPrice,
    breaks: [],
    validFrom: null,
    validUntil: null,
    ...change,
  });
  const inForce = (bookId: string) =>
    db.adminQuery<{ sku: string; unit_price: string; valid_from: Date; valid_until: Date | null }>(
      'SELECT sku, unit_price, valid_from, valid_until FROM price WHERE price_book_id = $1 ORDER BY sku, valid_from',
      [bookId],
    );

  it('publish what was drafted as one, and end the old price where the new one begins', async () => {
    const { id } = await open('FIRST');
    await drafts.draft(vendor(), id, price('4821'));
    expect(await inForce(id)).toEqual([]);
    await books.publish(vendor(), id);
    await drafts.draft(vendor(), id, price('4999.5', { validFrom: july }));
    expect(await books.publish(vendor(), id)).toMatchObject({ edition: 2, prices: 2, status: 'published' });
    expect(await inForce(id)).toEqual([
      { sku: 'GTX-PRO', unit_price: '4821.00', valid_from: january, valid_until: july },
      { sku: 'GTX-PRO', unit_price: '4999.50', valid_from: july, valid_until: null },
    ]);
    const told = await db.adminQuery<{ type: string }>(
      `SELECT type FROM outbox WHERE topic IN ('tributary.presales.price', 'tributary.presales.price-book')`,
    );
    expect(told.map(({ type }) => type.split('.')[2]).sort()).toEqual([
      'PriceBookPublished',
      'PriceBookPublished',
      'PriceChanged',
      'PriceChanged',
      'PriceChanged',
    ]);
  });

  it('change no price of the past, neither by a draft that says so nor by one that has waited', async () => {
    const { id } = await open('PAST');
    await drafts.draft(vendor(), id, price('100'));
    await books.publish(vendor(), id);
    await expect(drafts.draft(vendor(), id, price('500', { validFrom: january }))).rejects.toMatchObject({
      code: 'PRICE_IN_THE_PAST',
    });
    await drafts.draft(vendor(), id, price('700'));
    clock.advance(3 * 86_400_000);
    const published = clock.now();
    await books.publish(vendor(), id);
    expect(await inForce(id)).toEqual([
      { sku: 'GTX-PRO', unit_price: '100.00', valid_from: january, valid_until: published },
      { sku: 'GTX-PRO', unit_price: '700.00', valid_from: published, valid_until: null },
    ]);
  });

  it('refuse an overlap and publish nothing of the edition', async () => {
    const { id } = await open('OVERLAP');
    await drafts.draft(vendor(), id, price('100', { validFrom: july }));
    await books.publish(vendor(), id);
    await drafts.draft(vendor(), id, price('90', { validFrom: july }));
    await drafts.draft(vendor(), id, { ...price('50'), sku: 'GTX-BASIC' });
    await expect(books.publish(vendor(), id)).rejects.toMatchObject({ code: 'PRICE_OVERLAP' });
    expect(await inForce(id)).toHaveLength(1);
  });

  it('hold one price for an instant in the database too', async () => {
    const { id } = await open('GUARD');
    const insert = `INSERT INTO price (id, price_book_id, sku, currency, unit_price, breaks, valid_from, edition, version, created_at, updated_at)
      VALUES (gen_random_uuid(), $1, 'X', 'EUR', 1, '[]', $2, 1, 1, now(), now())`;
    await db.adminQuery(insert, [id, january]);
    await expect(db.adminQuery(insert, [id, july])).rejects.toThrow(/price_once/);
  });

  it('are published once per draft, whoever of eight racers is first', async () => {
    const { id } = await open('RACE');
    await drafts.draft(vendor(), id, price('100'));
    const racers = await Promise.allSettled(Array.from({ length: 8 }, () => books.publish(vendor(), id)));
    expect(racers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await inForce(id)).toHaveLength(1);
  });

  it('price nothing that is not in the catalog', async () => {
    const { id } = await open('UNKNOWN');
    await expect(drafts.draft(vendor(), id, { ...price('1'), sku: 'NOTHING' })).rejects.toMatchObject({
      code: 'PRODUCT_UNKNOWN',
    });
    await expect(books.publish(vendor(), id)).rejects.toMatchObject({ code: 'NOTHING_TO_PUBLISH' });
    await expect(open('UNKNOWN')).rejects.toMatchObject({ code: 'CODE_TAKEN' });
  });
});
