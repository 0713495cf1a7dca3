import type { CarriedCover } from '../asset/asset-state.js';

const leastDays = 90;

/**
 * The rest of each class of cost that was promised, `until` its last covered day, or 90 days after the replacement where that is
 * longer; parts for 90 days if nothing was promised.
 */
export function carriedFrom(left: readonly CarriedCover[], replacedOn: string): readonly CarriedCover[] {
  const least = daysAfter(replacedOn, leastDays);
  const promised = left.length > 0 ? left : [{ costClass: 'parts', coveredPercent: 100, until: least } as const];
  return promised.map((each) => ({ ...each, until: each.until > least ? each.until : least }));
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
