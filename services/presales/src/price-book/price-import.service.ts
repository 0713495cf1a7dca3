import { Injectable } from '@nestjs/common';
import type { RowOutcome } from '@tributary/http';
import { changedFields, DomainError } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { lettersOf } from '../product/product.service.js';
import type { DraftPrice, VolumeBreak } from './price.js';
import { priceBooks } from './price-book.schema.js';
import { PriceDraftService } from './price-draft.service.js';

export interface PriceRow {
  readonly sku?: string;
  readonly product?: string;
  readonly unitPrice: string;
  readonly breaks?: readonly VolumeBreak[];
  readonly validFrom?: Date;
  readonly validUntil?: Date;
}

interface NamedProduct {
  readonly sku: string;
  readonly name: string;
  readonly nameLetters: string;
  readonly skuLetters: string;
}

// A sku is of ASCII, which every locale knows.
const productsNamed = `
  SELECT sku, name, name_letters AS "nameLetters", upper(regexp_replace(sku, '[^A-Za-z0-9]', '', 'g')) AS "skuLetters" FROM product
   WHERE upper(regexp_replace(sku, '[^A-Za-z0-9]', '', 'g')) = ANY($1) OR name_letters = ANY($1)`;

@Injectable()
export class PriceImportService {
  constructor(private readonly drafts: PriceDraftService) {}

  /** Drafts a price for each row; nothing is in force before the book is published. */
  async apply(tx: Transaction, bookId: string, rows: readonly PriceRow[]): Promise<RowOutcome[]> {
    const written = rows.map((row) => lettersOf(row.sku ?? row.product ?? ''));
    const [book, products] = await Promise.all([
      tx.load(priceBooks, bookId),
      tx.read<NamedProduct>(productsNamed, [written.filter((letters) => letters !== '')]),
    ]);
    book.refuseIfRetired();
    const standing = await this.drafts.standing(
      tx,
      book.state,
      products.map(({ sku }) => sku),
    );
    return rows.map((row, index): RowOutcome => {
      const product = named(row, written[index]!, products);
      if (product === null) return productUnknown(row);
      const { unitPrice, breaks = [], validFrom = null, validUntil = null } = row;
      try {
        const draft = this.drafts.checked(book.state, { sku: product.sku, unitPrice, breaks, validFrom, validUntil });
        const before = standing.filter(({ sku }) => sku === product.sku);
        if (before.some((price) => says(price, draft, validFrom === null))) return { status: 'unchanged' };
        this.drafts.stage(tx, bookId, draft);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return { status: 'refused', errors: [{ pointer: '', code: error.code, detail: error.message }] };
      }
      const asWritten = row.sku === product.sku || row.product === product.name;
      return asWritten
        ? { status: 'created' }
        : {
            status: 'mended',
            mended: [`product: "${row.sku ?? row.product}" read as "${product.name}" (${product.sku})`],
          };
    });
  }
}

function named(row: PriceRow, letters: string, products: readonly NamedProduct[]): NamedProduct | null {
  const exact = products.find(({ sku, name }) => (row.sku === undefined ? name === row.product : sku === row.sku));
  if (exact) return exact;
  const near = products.filter(({ nameLetters, skuLetters }) => nameLetters === letters || skuLetters === letters);
  return near.length === 1 ? near[0]! : null;
}

// Without a beginning of its own a price says nothing new if the one in force says the same.
function says(price: DraftPrice, draft: DraftPrice, wheneverItBegan: boolean): boolean {
  const { unitPrice, breaks, validUntil, validFrom } = draft;
  const change = wheneverItBegan ? { unitPrice, breaks } : { unitPrice, breaks, validUntil, validFrom };
  return changedFields<DraftPrice>(price, change).length === 0;
}

function productUnknown({ sku, product }: PriceRow): RowOutcome {
  const detail = `There is no one product "${sku ?? product ?? ''}" in the catalog.`;
  return {
    status: 'refused',
    errors: [{ pointer: sku === undefined ? '/product' : '/sku', code: 'PRODUCT_UNKNOWN', detail }],
  };
}
