import { Injectable } from '@nestjs/common';
import type { ProductV1 } from '@tributary/contracts';
import { NotYetKnown, RuleViolation, systemActor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';

interface NamedLine {
  readonly sku: string | null;
  readonly family: string | null;
}

const named = `
  SELECT sku, family, status FROM product_replica WHERE sku = ANY ($1::text[])
  UNION ALL
  SELECT NULL, f, NULL FROM unnest($2::text[]) f WHERE EXISTS (SELECT FROM product_replica p WHERE p.family = f)`;

const keepProduct = `
  INSERT INTO product_replica AS known (id, sequence, sku, name, family, status) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, sku = excluded.sku, name = excluded.name, family = excluded.family, status = excluded.status
  WHERE known.sequence < excluded.sequence`;

/** What sales knows of the catalog; presales owns it. */
@Injectable()
export class ProductService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lines with the family of each product, and with families that exist. What is at the end of its life is not sold any more. */
  async completed<Line extends NamedLine>(
    tx: Transaction,
    lines: readonly Line[],
  ): Promise<(Line & { readonly family: string })[]> {
    const skus = lines.flatMap(({ sku }) => (sku === null ? [] : [sku]));
    const families = lines.flatMap(({ sku, family }) => (sku === null && family !== null ? [family] : []));
    const known = await tx.read<{ sku: string | null; family: string; status: string | null }>(named, [skus, families]);
    return lines.map((line) => {
      if (line.sku === null) {
        const family = known.find(({ sku, family }) => sku === null && family === line.family)?.family;
        if (family === undefined) throw new NotYetKnown('product family');
        return { ...line, family };
      }
      const product = known.find(({ sku }) => sku === line.sku);
      if (product === undefined) throw new NotYetKnown('product');
      if (product.status === 'end_of_life')
        throw new RuleViolation('PRODUCT_RETIRED', `${product.sku} is at the end of its life.`);
      return { ...line, family: product.family };
    });
  }

  /** The family of each product by its sku, whatever became of it since, and the families that exist: what history names may be retired. */
  async ofHistory(
    tx: Transaction,
    skus: readonly string[],
    families: readonly string[],
  ): Promise<{ readonly bySku: ReadonlyMap<string, string>; readonly families: ReadonlySet<string> }> {
    const known = await tx.read<{ sku: string | null; family: string }>(named, [skus, families]);
    return {
      bySku: new Map(known.flatMap(({ sku, family }) => (sku === null ? [] : [[sku, family] as const]))),
      families: new Set(known.flatMap(({ sku, family }) => (sku === null ? [family] : []))),
    };
  }

  keep(product: ProductV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      tx.execute(keepProduct, [product.id, sequence, product.sku, product.name, product.family.code, product.status]);
    });
  }
}
