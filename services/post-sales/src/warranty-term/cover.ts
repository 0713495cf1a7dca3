import { effectiveStart, lastDay, type CostClass } from './coverage.js';
import type { WarrantyTermState } from './warranty-term.js';

/** What a version of a term promises; what our supplier promises us is not in it. */
export type HeldTerms = Pick<
  WarrantyTermState,
  'name' | 'coverages' | 'startsAt' | 'latestStartDays' | 'service' | 'exclusions' | 'transferable'
>;

/** The days of a unit that may begin its warranty; null for what has not happened or nobody told. */
export interface UnitDays {
  readonly shippedOn: string | null;
  readonly installedOn: string | null;
  readonly activatedOn: string | null;
  readonly purchasedOn: string | null;
}

/** When a warranty begins, and by what. `on` is null while what begins it is awaited without end. */
export interface CoverStart {
  readonly on: string | null;
  readonly by: WarrantyTermState['startsAt'] | 'latest_start';
}

/** One class of cost from its first to its last covered day. */
export interface CoverSpan {
  readonly costClass: CostClass;
  readonly coveredPercent: number;
  readonly from: string;
  readonly until: string;
}

const dayOf = {
  shipment: 'shippedOn',
  installation: 'installedOn',
  activation: 'activatedOn',
  purchase: 'purchasedOn',
} as const satisfies Record<WarrantyTermState['startsAt'], keyof UnitDays>;

const endless = '9999-12-31';

export function startOf(terms: Pick<HeldTerms, 'startsAt' | 'latestStartDays'>, days: UnitDays): CoverStart {
  const awaited = days[dayOf[terms.startsAt]];
  const on = effectiveStart(awaited ?? endless, days.shippedOn, terms.latestStartDays);
  if (on === awaited) return { on, by: terms.startsAt };
  return on === endless ? { on: null, by: terms.startsAt } : { on, by: 'latest_start' };
}

export function spansFrom(coverages: HeldTerms['coverages'], start: string): CoverSpan[] {
  return coverages.map(({ costClass, months, coveredPercent }) => ({
    costClass,
    coveredPercent,
    from: start,
    until: lastDay(start, months),
  }));
}
