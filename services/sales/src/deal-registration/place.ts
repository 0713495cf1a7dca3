import type { DealDetails } from '../deal-details/deal-details.js';
import type { DealRegistrationState } from './deal-state.js';
import { clockOf, stopped, type DecisionClock } from './decision-clock.js';

/** What a place in the queue is held for. If it changes, so does the place; naming the project does not cost it. */
export function claimOf({ identity, lines }: Pick<DealDetails, 'identity' | 'lines'>): string {
  const { name, country, domain, registration } = identity;
  const families = [...new Set(lines.map(({ family }) => family))].sort();
  return JSON.stringify([name, country, domain, registration, families]);
}

/** The place in the queue that a registration has with these details; null if it starts at the end. */
export function placeOf({ claim, submittedAt }: DealRegistrationState, details: DealDetails): Date | null {
  return claimOf(details) === claim ? submittedAt : null;
}

export function losesPlace(before: DealRegistrationState, details: DealDetails): boolean {
  return before.submittedAt !== null && placeOf(before, details) === null;
}

/** Time for a decision is left only for the deal that the vendor has seen: not for another claim, nor for another value. */
export function timeLeft(before: DealRegistrationState, details: DealDetails): DecisionClock {
  const value = ({ value: { amount, currency } }: DealDetails): string => `${amount} ${currency}`;
  return claimOf(details) === claimOf(before) && value(details) === value(before) ? clockOf(before) : stopped;
}
