import { Aggregate, changedFields, InvalidTransition, RuleViolation } from '@tributary/kernel';
import type { Coverage } from './coverage.js';

export const warrantyStarts = ['shipment', 'installation', 'activation', 'purchase'] as const;
export const warrantyServices = ['depot', 'on_site', 'advance_exchange', 'loaner'] as const;

export interface WarrantyTermState {
  readonly id: string;
  /** Products and assets name it; it never changes. */
  readonly code: string;
  readonly name: string;
  readonly status: 'offered' | 'withdrawn';
  readonly coverages: readonly Coverage[];
  readonly startsAt: (typeof warrantyStarts)[number];
  readonly latestStartDays: number | null;
  readonly service: (typeof warrantyServices)[number];
  readonly exclusions: readonly string[];
  readonly transferable: boolean;
  /** Codes of territories; empty for everywhere. */
  readonly territories: readonly string[];
  readonly extensionSkus: readonly string[];
  /** What the supplier of the parts grants us, in months; null if nothing. */
  readonly supplierMonths: number | null;
}

export type WarrantyTermEvent =
  | { readonly type: 'WarrantyTermDefined' }
  | { readonly type: 'WarrantyTermChanged' }
  | { readonly type: 'WarrantyTermWithdrawn'; readonly reason: string };

export type Terms = Omit<WarrantyTermState, 'id' | 'code' | 'status'>;

/** What the vendor promises for its products: defined, changed while it is offered, in the end withdrawn. What was sold under it keeps it. */
export class WarrantyTerm extends Aggregate<WarrantyTermState, WarrantyTermEvent> {
  static define(term: Omit<WarrantyTermState, 'status'>): WarrantyTerm {
    check(term);
    const defined = new WarrantyTerm({ ...term, status: 'offered' });
    defined.apply({}, { type: 'WarrantyTermDefined' });
    return defined;
  }

  change(terms: Partial<Terms>): void {
    this.mustBeOffered();
    check({ ...this.state, ...terms });
    if (changedFields(this.state, terms).length > 0) this.apply(terms, { type: 'WarrantyTermChanged' });
  }

  withdraw(reason: string): void {
    this.mustBeOffered();
    this.apply({ status: 'withdrawn' }, { type: 'WarrantyTermWithdrawn', reason });
  }

  private mustBeOffered(): void {
    if (this.state.status !== 'offered') throw new InvalidTransition(this.state.status, []);
  }
}

function check({
  coverages,
  startsAt,
  latestStartDays,
}: Pick<WarrantyTermState, 'coverages' | 'startsAt' | 'latestStartDays'>): void {
  const classes = coverages.map(({ costClass }) => costClass);
  if (new Set(classes).size < classes.length) {
    throw new RuleViolation('COST_CLASS_TWICE', 'Each class of cost is covered once.');
  }
  if (startsAt === 'shipment' && latestStartDays !== null) {
    throw new RuleViolation(
      'LATEST_START_POINTLESS',
      'A warranty that starts at shipment has no latest start after it.',
    );
  }
}
