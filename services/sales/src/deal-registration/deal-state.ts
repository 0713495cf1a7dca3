import type { Conflict } from './conflict.js';
import type { DealDetails } from './deal-details.js';
import type { Reason } from './deal-program.js';
import type { DealStatus } from './deal-status.js';
import { stopped, type DecisionClock } from './decision-clock.js';
import type { Preparation } from './preparation.js';
import { unprotected, type Protection } from './protection.js';
import type { Revocation } from './revocation.js';
import { notWon, type Win } from './win.js';

export interface DealRegistrationState extends DealDetails, DecisionClock, Preparation, Protection, Win {
  readonly id: string;
  readonly partnerId: string;
  readonly territory: string | null;
  readonly status: DealStatus;
  readonly programId: string;
  readonly programVersion: number;
  /** The place in the queue; a resubmission keeps it as long as `claim` stays the same. */
  readonly submittedAt: Date | null;
  readonly claim: string | null;
  readonly resubmissions: number;
  readonly conflict: Conflict | null;
  /** Why the registration is where it is. */
  readonly explanation: readonly Reason[];
  readonly revocation: Revocation | null;
  /** Registrations of one group are protected side by side. */
  readonly sharedGroup: string | null;
  readonly opportunityId: string | null;
}

/** What a registration begins with. */
export type NewDeal = DealDetails &
  Pick<DealRegistrationState, 'id' | 'partnerId' | 'territory' | 'registeredBy' | 'programId' | 'programVersion'>;

export function opened(deal: NewDeal): DealRegistrationState {
  return {
    ...deal,
    ...stopped,
    ...unprotected,
    ...notWon,
    preparedBy: [deal.registeredBy],
    status: 'draft',
    submittedAt: null,
    claim: null,
    resubmissions: 0,
    conflict: null,
    explanation: [],
    revocation: null,
    sharedGroup: null,
    opportunityId: null,
  };
}
