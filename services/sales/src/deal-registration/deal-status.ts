import { Conflict, InvalidTransition } from '@tributary/kernel';

export const dealStatuses = [
  'draft',
  'in_review',
  'conflict_hold',
  'approved',
  'returned',
  'rejected',
  'withdrawn',
  'claimed_won',
  'won',
  'lost',
  'expired',
  'revoked',
] as const;
export type DealStatus = (typeof dealStatuses)[number];

/** A submission is assessed in the same instant, so nothing ever rests between a draft and these. What was rejected is undecided again by an appeal only. */
export const nextStatuses = {
  draft: ['in_review', 'conflict_hold', 'approved'],
  in_review: ['approved', 'conflict_hold', 'returned', 'rejected', 'withdrawn'],
  conflict_hold: ['approved', 'returned', 'rejected', 'withdrawn'],
  returned: ['in_review', 'conflict_hold', 'approved', 'withdrawn'],
  approved: ['claimed_won', 'lost', 'expired', 'revoked', 'withdrawn'],
  claimed_won: ['won', 'lost', 'revoked'],
  rejected: ['in_review', 'conflict_hold'],
  withdrawn: [],
  won: [],
  lost: [],
  expired: ['approved'],
  revoked: [],
} satisfies Record<DealStatus, readonly DealStatus[]>;

/** From where a partner submits, and from where the vendor approves. */
export const submittable = ['draft', 'returned'] as const satisfies readonly DealStatus[];
export const undecided = ['in_review', 'conflict_hold'] as const satisfies readonly DealStatus[];

/** In these a registration may stand in another one's way, unless its protection is over. `is_live` in the database says the same. */
export const liveStatuses = [
  'in_review',
  'conflict_hold',
  'returned',
  'approved',
  'claimed_won',
  'won',
] as const satisfies readonly DealStatus[];

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

export function mustBe(status: DealStatus, at: DealStatus): void {
  if (at !== status) throw new InvalidTransition(at, nextStatuses[at]);
}

/** `from` narrows for a verb what the table allows to several. */
export function mustLeadTo(status: DealStatus, at: DealStatus, from: readonly DealStatus[] = dealStatuses): void {
  const allowed: readonly DealStatus[] = nextStatuses[at];
  if (!allowed.includes(status) || !from.includes(at)) throw new InvalidTransition(at, allowed);
}

export function mustBeRevisable(status: DealStatus): void {
  if (status === 'draft' || status === 'returned') return;
  throw new Conflict('NOT_REVISABLE', 'Only a draft or a returned registration is changed.');
}

/** What was submitted once stays on record. */
export function mustBeDraft(status: DealStatus): void {
  if (status === 'draft') return;
  throw new Conflict('NOT_A_DRAFT', 'Only a draft disappears; what was submitted can be withdrawn.');
}

export function mustBeHeld(status: DealStatus): void {
  if (status === 'conflict_hold') return;
  throw new Conflict('NOT_HELD', 'Only a registration that a conflict holds is awarded or co-protected.');
}
