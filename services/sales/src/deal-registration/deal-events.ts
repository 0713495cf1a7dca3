import type { MoneyJson } from '@tributary/kernel';
import type { Conflict } from './conflict.js';

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
  | { readonly type: 'DealExpired'; readonly expiredAt: Date };
