import type { DealDetails } from '../deal-details/deal-details.js';
import { autoApproval, type AutoApproval } from './auto-approval.js';
import type { DealProgramVersion } from './deal-program.js';
import { shortcomings, type Registrant, type Shortcoming } from './eligibility.js';

/** What a version of a program says of a deal: which of its conditions are not met, and whether it approves without a person. */
export interface Assessment {
  readonly shortcomings: readonly Shortcoming[];
  readonly autoApproval: AutoApproval;
}

export function assess(deal: DealDetails, registrant: Registrant, program: DealProgramVersion, now: Date): Assessment {
  return {
    shortcomings: shortcomings(deal, registrant, program, now),
    autoApproval: autoApproval(deal, registrant, program),
  };
}
