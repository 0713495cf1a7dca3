import { Money, RuleViolation, type MoneyJson } from '@tributary/kernel';
import type { CustomerIdentity } from '../customer/customer-identity.js';

export const dealTypes = ['new', 'expansion', 'renewal', 'displacement'] as const;
export const segments = ['enterprise', 'consumer', 'b2b2x'] as const;

/** The buyer. `user` is the customer's customer: where it is named, it is the one that is protected. */
export interface DealCustomer {
  readonly accountId: string | null;
  readonly name: string;
  readonly country: string;
  readonly domain: string | null;
  readonly registrationNumber: string | null;
  readonly segment: (typeof segments)[number];
  readonly user: {
    readonly name: string;
    readonly country: string;
    readonly domain: string | null;
    readonly registrationNumber: string | null;
  } | null;
}

/** A line names a product or only its family; `family` is known in both cases. */
export interface DealLine {
  readonly sku: string | null;
  readonly family: string;
  readonly quantity: string;
  readonly value: MoneyJson;
}

/** What a partner states about its deal. Days are `YYYY-MM-DD`. */
export interface DealDetails {
  readonly dealType: (typeof dealTypes)[number];
  readonly distributorId: string | null;
  readonly hiddenFromDistributor: boolean;
  readonly customer: DealCustomer;
  /** The using customer in comparable form: what conflicts are searched by. */
  readonly identity: CustomerIdentity;
  readonly contact: { readonly name: string | null; readonly email: string } | null;
  readonly lines: readonly DealLine[];
  readonly value: MoneyJson;
  readonly expectedCloseOn: string;
  readonly project: string | null;
  readonly competitor: string | null;
  readonly incumbent: string | null;
  readonly tenderOn: string | null;
  readonly evidence: readonly { readonly name: string; readonly url: string }[];
  readonly externalIds: readonly { readonly system: string; readonly id: string }[];
}

/** A deal as it is stated: lines without the family of their product, and nothing that is derived. Without a distributor the partner's own is meant. */
export interface StatedDeal extends Omit<DealDetails, 'identity' | 'value' | 'lines' | 'distributorId'> {
  readonly lines: readonly (Omit<DealLine, 'family'> & { readonly family: string | null })[];
  readonly distributorId: string | null | undefined;
}

/** What was stated, without what was derived from it. */
export function statedOf(deal: DealDetails): StatedDeal {
  return {
    dealType: deal.dealType,
    distributorId: deal.distributorId,
    hiddenFromDistributor: deal.hiddenFromDistributor,
    customer: deal.customer,
    contact: deal.contact,
    lines: deal.lines,
    expectedCloseOn: deal.expectedCloseOn,
    project: deal.project,
    competitor: deal.competitor,
    incumbent: deal.incumbent,
    tenderOn: deal.tenderOn,
    evidence: deal.evidence,
    externalIds: deal.externalIds,
  };
}

/** The sum of the lines. */
export function valueOf(lines: readonly DealLine[]): MoneyJson {
  const [first, ...others] = lines.map((line) => Money.from(line.value));
  if (first === undefined) throw new RuleViolation('NO_LINES', 'A deal has at least one line.');
  if (others.some((value) => value.currency !== first.currency)) {
    throw new RuleViolation('MIXED_CURRENCIES', 'All lines of a deal are in one currency.');
  }
  const sum = others.reduce((total, value) => total.plus(value), first);
  if (sum.isZero || lines.some(({ quantity }) => Number(quantity) === 0)) {
    throw new RuleViolation('NO_VALUE', 'A deal has a quantity on each line and is worth something.');
  }
  return sum.toJSON();
}
