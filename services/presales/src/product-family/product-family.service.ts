import { Injectable } from '@nestjs/common';
import { Ids, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { ProductFamily, type FamilyChange, type ProductFamilyState } from './product-family.js';
import { productFamilies } from './product-family.schema.js';

const lineageOf = `WITH RECURSIVE above AS (
  SELECT id, parent_id, 1 AS step FROM product_family WHERE id = $1
  UNION ALL SELECT f.id, f.parent_id, above.step + 1 FROM product_family f JOIN above ON f.id = above.parent_id WHERE above.step < 50
) SELECT id FROM above`;

// Before any row, as the guard of the hierarchy takes it anyway: two moves would wait for each other.
const holdTree = `SELECT pg_advisory_xact_lock(hashtext('product_family_hierarchy'))`;

export type NewFamily = Omit<ProductFamilyState, 'id'>;

@Injectable()
export class ProductFamilyService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
  ) {}

  define(actor: Actor, family: NewFamily): Promise<Saved<ProductFamilyState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const lineage = await this.lineage(tx, family.parentId);
      return tx.save(productFamilies, ProductFamily.define({ ...family, id: this.ids.next() }, lineage));
    });
  }

  change(actor: Actor, id: string, change: FamilyChange): Promise<Saved<ProductFamilyState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [lineage, family] = await Promise.all([
        this.lineage(tx, change.parentId ?? null),
        tx.load(productFamilies, id),
      ]);
      family.change(change, lineage);
      return tx.save(productFamilies, family);
    });
  }

  private async lineage(tx: Transaction, parentId: string | null): Promise<string[]> {
    if (parentId === null) return [];
    const [, lineage] = await Promise.all([tx.read(holdTree), tx.read<{ id: string }>(lineageOf, [parentId])]);
    return lineage.map(({ id }) => id);
  }
}
