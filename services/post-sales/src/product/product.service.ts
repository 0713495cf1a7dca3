import { Injectable } from '@nestjs/common';
import type { ProductV1 } from '@tributary/contracts';
import { systemActor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';

const keepProduct = `
  INSERT INTO product_replica AS known (id, sequence, sku, name, family, status, warranty_policy) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, sku = excluded.sku, name = excluded.name, family = excluded.family,
    status = excluded.status, warranty_policy = excluded.warranty_policy
  WHERE known.sequence < excluded.sequence`;

/** What post-sales knows of the catalog; presales owns it. */
@Injectable()
export class ProductService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  keep(product: ProductV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('post-sales'), async (tx) => {
      const { id, sku, name, family, status, warrantyPolicy } = product;
      tx.execute(keepProduct, [id, sequence, sku, name, family.code, status, warrantyPolicy]);
    });
  }
}
