import { Aggregate, changedFields, InvalidTransition, RuleViolation, type MoneyJson } from '@tributary/kernel';
import { lettersOf } from './letters.js';

export const productStatuses = ['draft', 'active', 'end_of_sale', 'end_of_life'] as const;
export type ProductStatus = (typeof productStatuses)[number];

export interface ProductDescription {
  readonly name: string;
  readonly familyId: string;
  readonly familyCode: string;
  readonly description: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly requiredCertification: string | null;
  readonly warrantyPolicy: string | null;
  readonly floorPrice: MoneyJson | null;
  readonly externalIds: readonly { readonly system: string; readonly id: string }[];
}

export interface ProductState extends ProductDescription {
  readonly id: string;
  readonly sku: string;
  /** The name as it is compared with what is written elsewhere. */
  readonly nameLetters: string;
  readonly status: ProductStatus;
  readonly replacementSku: string | null;
  readonly lastOrderOn: string | null;
  readonly lastReturnOn: string | null;
}

export interface SaleEnd {
  readonly lastOrderOn: string;
  readonly lastReturnOn: string | null;
  readonly replacementSku: string | null;
  readonly reason: string | null;
}

export type ProductEvent =
  | { readonly type: 'ProductDrafted' }
  | { readonly type: 'ProductPublished' }
  | { readonly type: 'ProductRevised'; readonly changed: readonly string[] }
  | { readonly type: 'ProductSaleEnded'; readonly reason: string | null }
  | { readonly type: 'ProductLifeEnded'; readonly reason: string | null };

export const nextStatuses = {
  draft: ['active'],
  active: ['end_of_sale', 'end_of_life'],
  end_of_sale: ['active', 'end_of_life'],
  end_of_life: [],
} as const satisfies Record<ProductStatus, readonly ProductStatus[]>;

const stillToSell = { replacementSku: null, lastOrderOn: null, lastReturnOn: null };

export type NewProduct = Partial<ProductDescription> & Pick<ProductDescription, 'name' | 'familyId' | 'familyCode'>;

/** Something the vendor sells, from its draft until nobody can order or return it. Others know it from its publication on. */
export class Product extends Aggregate<ProductState, ProductEvent> {
  static draft(id: string, sku: string, description: NewProduct): Product {
    const product = new Product({
      description: null,
      attributes: {},
      requiredCertification: null,
      warrantyPolicy: null,
      floorPrice: null,
      externalIds: [],
      ...description,
      ...stillToSell,
      id,
      sku,
      nameLetters: lettersOf(description.name),
      status: 'draft',
    });
    product.apply({}, { type: 'ProductDrafted' });
    return product;
  }

  /** Changes what differs; nothing happens if nothing does. */
  revise(change: Partial<ProductDescription>): void {
    const changed = changedFields<ProductDescription>(this.state, change);
    if (changed.length === 0) return;
    const nameLetters = lettersOf(change.name ?? this.state.name);
    this.apply({ ...change, nameLetters }, { type: 'ProductRevised', changed });
  }

  /** Opens it for sale; also again after its sale had ended. */
  publish(): void {
    this.mayBecome('active');
    this.apply({ status: 'active', ...stillToSell }, { type: 'ProductPublished' });
  }

  endSale({ reason, ...end }: SaleEnd): void {
    this.mayBecome('end_of_sale');
    if (end.replacementSku === this.state.sku) {
      throw new RuleViolation('REPLACED_BY_ITSELF', 'A product cannot be its own replacement.');
    }
    if (end.lastReturnOn !== null && end.lastReturnOn < end.lastOrderOn) {
      throw new RuleViolation('RETURN_BEFORE_ORDER', 'The last day for returns is before the last day for orders.');
    }
    this.apply({ ...end, status: 'end_of_sale' }, { type: 'ProductSaleEnded', reason });
  }

  endLife(reason: string | null): void {
    this.mayBecome('end_of_life');
    this.apply({ status: 'end_of_life' }, { type: 'ProductLifeEnded', reason });
  }

  private mayBecome(status: ProductStatus): void {
    const allowed: readonly ProductStatus[] = nextStatuses[this.state.status];
    if (!allowed.includes(status)) throw new InvalidTransition(this.state.status, allowed);
  }
}
