import { Aggregate, changedFields, RuleViolation } from '@tributary/kernel';

export interface ProductFamilyState {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly parentId: string | null;
  /** Code of the certification that somebody of a partner must hold to sell it; null = none. */
  readonly requiredCertification: string | null;
}

export type FamilyChange = Partial<Omit<ProductFamilyState, 'id' | 'code'>>;

export type ProductFamilyEvent =
  | { readonly type: 'ProductFamilyDefined' }
  | { readonly type: 'ProductFamilyChanged'; readonly changed: readonly string[] };

/** Products that are sold, protected and certified for together; families form the category tree. The code never changes. */
export class ProductFamily extends Aggregate<ProductFamilyState, ProductFamilyEvent> {
  /** `lineage` is the parent and all that stand above it. */
  static define(state: ProductFamilyState, lineage: readonly string[]): ProductFamily {
    const family = new ProductFamily(state);
    family.refuseBadPlace(state.parentId, lineage);
    family.apply({}, { type: 'ProductFamilyDefined' });
    return family;
  }

  change(change: FamilyChange, lineage: readonly string[]): void {
    const changed = changedFields<ProductFamilyState>(this.state, change);
    if (changed.length === 0) return;
    if (changed.includes('parentId')) this.refuseBadPlace(change.parentId ?? null, lineage);
    this.apply(change, { type: 'ProductFamilyChanged', changed });
  }

  private refuseBadPlace(parentId: string | null, lineage: readonly string[]): void {
    if (parentId !== null && !lineage.includes(parentId)) {
      throw new RuleViolation('PARENT_UNKNOWN', 'There is no such parent family.');
    }
    if (lineage.includes(this.state.id))
      throw new RuleViolation('HIERARCHY_CYCLE', 'A family cannot stand above itself.');
  }
}
