import type { MoneyJson } from '@tributary/kernel';
import type { Conflict } from '../deal-conflict/conflict.js';
import type { DealDetails } from '../deal-details/deal-details.js';
import type { Reason } from '../deal-program/deal-program.js';
import type { DealStatus } from './deal-status.js';
import { stopped, type DecisionClock } from './decision-clock.js';
import { unprotected, type Protection } from './protection.js';
import { notRejected, type Rejection } from './rejection.js';
import { notWon, type Preparation, type Revocation, type Win } from './second-person.js';

export interface DealRegistrationState extends DealDetails, DecisionClock, Preparation, Protection, Rejection, Win {
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

export type DealRegistrationEvent =
  | { readonly type: 'DealDrafted' }
  | { readonly type: 'DealRevised' }
  | { readonly type: 'DealDiscarded' }
  | { readonly type: 'DealRegistered'; readonly submittedBy: string; readonly resubmission: boolean }
  | { readonly type: 'DealConflictDetected'; readonly conflict: Conflict }
  | {
      readonly type: 'DealApproved';
      readonly approvedBy: string;
      readonly automatic: boolean;
      readonly reason: string | null;
    }
  | { readonly type: 'DealProtectionShared'; readonly sharedBy: string }
  | { readonly type: 'DealReturned'; readonly returnedBy: string; readonly reason: string }
  | { readonly type: 'DealRejected'; readonly rejectedBy: string; readonly reason: string }
  | { readonly type: 'DealRejectionAppealed'; readonly appealedBy: string }
  | { readonly type: 'DealReconsidered'; readonly reconsideredBy: string; readonly reason: string }
  | { readonly type: 'DealWithdrawn'; readonly withdrawnBy: string; readonly reason: string | null }
  | { readonly type: 'DealRevocationRequested'; readonly requestedBy: string; readonly reason: string }
  | { readonly type: 'DealRevocationDeclined'; readonly declinedBy: string; readonly reason: string }
  | {
      readonly type: 'DealRevoked';
      readonly requestedBy: string;
      readonly confirmedBy: string;
      readonly reason: string;
    }
  | { readonly type: 'DealWinClaimed'; readonly claimedBy: string; readonly claimedValue: MoneyJson }
  | { readonly type: 'DealWon'; readonly confirmedBy: string; readonly wonValue: MoneyJson; readonly wonAt: Date }
  | { readonly type: 'DealLost'; readonly reason: string; readonly lostAt: Date }
  | { readonly type: 'DealDecisionOverdue'; readonly dueAt: Date }
  | { readonly type: 'DealProtectionExpiring'; readonly daysLeft: number }
  | {
      readonly type: 'DealProtectionExtended';
      readonly extendedBy: string;
      readonly note: string;
      readonly previousUntil: Date;
    }
  | { readonly type: 'DealReopened'; readonly reopenedBy: string; readonly reason: string }
  | { readonly type: 'DealExpired'; readonly expiredAt: Date };

/** What a registration begins with. */
export type NewDeal = DealDetails &
  Pick<DealRegistrationState, 'id' | 'partnerId' | 'territory' | 'registeredBy' | 'programId' | 'programVersion'>;

export function opened(deal: NewDeal): DealRegistrationState {
  return {
    ...deal,
    ...stopped,
    ...unprotected,
    ...notWon,
    ...notRejected,
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
