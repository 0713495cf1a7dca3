import type { DealStatus } from './deal-status.js';

/** Where the opportunity of a registration stands once the registration has got there. The end of a protection is not the end of the business: that goes on. */
const outcomes = {
  approved: 'open',
  expired: 'open',
  claimed_won: 'won',
  won: 'won',
  lost: 'lost',
  withdrawn: 'lost',
  revoked: 'lost',
} as const satisfies Partial<Record<DealStatus, string>>;
type Followed = keyof typeof outcomes;

const isFollowed = (status: DealStatus): status is Followed => status in outcomes;

export function opportunityOutcome(status: DealStatus): (typeof outcomes)[Followed] {
  return isFollowed(status) ? outcomes[status] : 'open';
}
