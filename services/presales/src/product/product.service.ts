import { Injectable } from '@nestjs/common';
import { Ids, RuleViolation, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { Product, type ProductDescription, type ProductState, type SaleEnd } from './product.js';
import { products } from './product.schema.js';

export { lettersOf } from './letters.js';

export type ProductInput = Partial<Omit<ProductDescription, 'familyId'>>;

@Injectable()
export class ProductService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
  ) {}

  draft(
    actor: Actor,
    sku: string,
    input: ProductInput & Pick<ProductDescription, 'name' | 'familyCode'>,
    publish: boolean,
  ): Promise<Saved<ProductState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const familyId = await this.familyId(tx, input.familyCode);
      const product = Product.draft(this.ids.next(), sku, { ...input, familyId });
      if (publish) product.publish();
      return tx.save(products, product);
    });
  }

  revise(actor: Actor, id: string, input: ProductInput): Promise<Saved<ProductState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const { familyCode } = input;
      const [product, familyId] = await Promise.all([
        tx.load(products, id),
        familyCode === undefined ? undefined : this.familyId(tx, familyCode),
      ]);
      product.revise(familyId === undefined ? input : { ...input, familyId });
      return tx.save(products, product);
    });
  }

  publish(actor: Actor, id: string): Promise<Saved<ProductState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const product = await tx.load(products, id);
      product.publish();
      return tx.save(products, product);
    });
  }

  endSale(actor: Actor, id: string, end: SaleEnd): Promise<Saved<ProductState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [product, [replacement]] = await Promise.all([
        tx.load(products, id),
        tx.read<{ sku: string }>(`SELECT sku FROM product WHERE upper(sku) = upper($1) AND status = 'active'`, [
          end.replacementSku,
        ]),
      ]);
      if (end.replacementSku !== null && replacement === undefined) {
        throw new RuleViolation('REPLACEMENT_UNKNOWN', 'The replacement is no product that can be sold.');
      }
      product.endSale({ ...end, replacementSku: replacement?.sku ?? null });
      return tx.save(products, product);
    });
  }

  endLife(actor: Actor, id: string, reason: string | null): Promise<Saved<ProductState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const product = await tx.load(products, id);
      product.endLife(reason);
      return tx.save(products, product);
    });
  }

  private async familyId(tx: Transaction, code: string): Promise<string> {
    const [family] = await tx.read<{ id: string }>('SELECT id FROM product_family WHERE code = $1', [code]);
    if (family === undefined)
      throw new RuleViolation('FAMILY_UNKNOWN', `There is no product family "${code.slice(0, 64)}".`);
    return family.id;
  }
}
