import { Injectable } from '@nestjs/common';
import type { RowOutcome } from '@tributary/http';
import { Ids } from '@tributary/kernel';
import { rowFactsOf, type Transaction } from '@tributary/persistence';
import { ProductFamilyImportService } from '../product-family/product-family-import.service.js';
import { Product } from './product.js';
import { readProductRow, type ProductReading, type ProductRow } from './product-row.js';
import { products } from './product.schema.js';

@Injectable()
export class ProductImportService {
  constructor(
    private readonly ids: Ids,
    private readonly families: ProductFamilyImportService,
  ) {}

  /** Products are told apart by their sku, in capitals or not. A family that nobody knows is created. */
  async apply(tx: Transaction, rows: readonly ProductRow[]): Promise<RowOutcome[]> {
    const readings = rows.map(readProductRow);
    const good = readings.filter((reading) => reading !== null);
    const [known, families] = await Promise.all([
      tx.read<{ id: string; sku: string }>('SELECT id, upper(sku) AS sku FROM product WHERE upper(sku) = ANY($1)', [
        good.map(({ sku }) => sku.toUpperCase()),
      ]),
      this.familyIds(
        tx,
        good.map(({ familyCode }) => familyCode),
      ),
    ]);
    const loaded = await Promise.all(known.map(async ({ id, sku }) => [sku, await tx.load(products, id)] as const));
    const bySku = new Map(loaded);
    return readings.map((reading) => (reading === null ? noSku : this.put(tx, reading, families, bySku)));
  }

  private put(
    tx: Transaction,
    { sku, name, familyCode, isForSale, rest, mended }: ProductReading,
    families: Awaited<ReturnType<ProductImportService['familyIds']>>,
    bySku: Map<string, Product>,
  ): RowOutcome {
    const { id: familyId, isNew } = families.get(familyCode)!;
    const description = { ...rest, name, familyId, familyCode };
    const known = bySku.get(sku.toUpperCase());
    const before = known === undefined ? undefined : rowFactsOf(known)?.version;
    const product = known ?? Product.draft(this.ids.next(), sku, description);
    if (known !== undefined) product.revise(description);
    if (isForSale && product.state.status === 'draft') product.publish();
    bySku.set(sku.toUpperCase(), product);
    const { id, version } = tx.save(products, product);
    const told = [...mended, ...(isNew ? [`familyCode: "${familyCode}" was not known and has been created`] : [])];
    const status =
      version === before ? 'unchanged' : told.length > 0 ? 'mended' : before === undefined ? 'created' : 'updated';
    return { status, id, ...(told.length > 0 ? { mended: told } : {}) };
  }

  private async familyIds(
    tx: Transaction,
    codes: readonly string[],
  ): Promise<Map<string, { id: string; isNew: boolean }>> {
    const distinct = [...new Set(codes)];
    const outcomes = await this.families.apply(
      tx,
      distinct.map((code) => ({ code })),
    );
    return new Map(
      distinct.map((code, index) => [code, { id: outcomes[index]!.id!, isNew: outcomes[index]!.status === 'created' }]),
    );
  }
}

const noSku: RowOutcome = {
  status: 'refused',
  errors: [{ pointer: '/sku', code: 'SKU_MISSING', detail: 'There is no sku, and none can be made of the name.' }],
};
