import type { BusinessCalendar } from '@tributary/kernel';
import { autoApproval } from './auto-approval.js';
import { conflictOf, conflictReason, stands, type Conflict, type Match } from './conflict.js';
import type { DealDetails } from './deal-details.js';
import type { DealProgram, Reason } from './deal-program.js';
import { shortcomings, type Registrant, type Shortcoming } from './eligibility.js';

/** What the decision rests on besides the deal itself. */
export interface Grounds {
  readonly registrant: Registrant;
  readonly program: DealProgram;
  readonly matches: readonly Match[];
  readonly now: Date;
}

/** `details` are the deal as it stands now, unless nothing can have changed; `opportunityId` is used if the program approves at once. */
export interface Submission extends Grounds {
  readonly by: string;
  readonly details?: DealDetails;
  readonly calendar: BusinessCalendar;
  readonly opportunityId: string;
}

/** A decision in favor of a registration, by the version of the program under which it was submitted. */
export interface Approval {
  readonly by: string;
  readonly reason: string | null;
  readonly program: DealProgram;
  readonly opportunityId: string;
  readonly now: Date;
}

/** What the program says of a deal, and why. */
export interface Assessment {
  readonly shortcomings: readonly Shortcoming[];
  readonly conflict: Conflict | null;
  readonly outcome: 'approve' | 'review' | 'hold';
  readonly reasons: readonly Reason[];
}

/** A conflict outweighs everything: a deal that would be approved by itself is held. */
export function assess(deal: DealDetails, { registrant, program, matches, now }: Grounds): Assessment {
  const found = shortcomings(deal, registrant, program, now);
  const conflict = conflictOf(matches, deal.identity.institution);
  if (stands(conflict)) return { shortcomings: found, conflict, outcome: 'hold', reasons: [conflictReason(conflict)] };
  const { granted, reasons } = autoApproval(deal, registrant, program);
  return { shortcomings: found, conflict, outcome: granted ? 'approve' : 'review', reasons };
}
