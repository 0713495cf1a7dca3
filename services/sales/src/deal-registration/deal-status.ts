export const dealStatuses = [
  'draft',
  'submitted',
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

export const nextStatuses = {
  draft: ['submitted'],
  submitted: ['in_review', 'conflict_hold', 'approved'],
  in_review: ['approved', 'conflict_hold', 'returned', 'rejected', 'withdrawn'],
  conflict_hold: ['approved', 'returned', 'rejected', 'withdrawn'],
  returned: ['submitted', 'withdrawn'],
  approved: ['claimed_won', 'lost', 'expired', 'revoked', 'withdrawn'],
  claimed_won: ['won', 'lost', 'revoked'],
  rejected: [],
  withdrawn: [],
  won: [],
  lost: [],
  expired: [],
  revoked: [],
} satisfies Record<DealStatus, readonly DealStatus[]>;

/** In these a registration may stand in another one's way, unless its protection is over. `is_live` in the database says the same. */
export const liveStatuses = [
  'submitted',
  'in_review',
  'conflict_hold',
  'returned',
  'approved',
  'claimed_won',
  'won',
] as const satisfies readonly DealStatus[];
