import { RuleViolation } from '@tributary/kernel';
import type { SaleLink } from '../asset/sale-chain.js';

export interface FulfilledLine {
  readonly line: string;
  readonly sku: string;
  readonly serials: readonly string[];
  readonly warrantyTerm: string | null;
}

/** What left the warehouse for one order, as the ERP tells it. */
export interface OrderFulfillment {
  readonly order: { readonly system: string; readonly id: string };
  readonly shippedOn: string;
  readonly accountId: string | null;
  readonly chain: readonly SaleLink[];
  readonly lines: readonly FulfilledLine[];
}

/** One unit of a document. `term` is the code of the warranty term that was sold; null for the product's own. */
export interface FulfilledUnit {
  readonly line: string;
  readonly sku: string;
  readonly serial: string;
  readonly term: string | null;
}

const mostUnits = 2_000;

/** Goods without serials are no units. A serial that stands twice in a line counts once. */
export function unitsOf({ lines }: OrderFulfillment): readonly FulfilledUnit[] {
  const units = lines.flatMap(({ line, sku, serials, warrantyTerm: term }) =>
    [...new Set(serials)].map((serial) => ({ line, sku, serial, term })),
  );
  if (units.length > mostUnits)
    throw new RuleViolation('TOO_MANY_UNITS', `One document tells of at most ${mostUnits} units.`);
  if (new Set(units.map(({ sku, serial }) => JSON.stringify([sku, serial]))).size < units.length)
    throw new RuleViolation('SERIAL_TWICE', 'A serial stands on two lines of the document.');
  return units;
}
