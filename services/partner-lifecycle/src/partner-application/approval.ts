import { RuleViolation } from '@tributary/kernel';

/** The completed evaluation as an approval needs it. */
export interface Verdict {
  readonly evaluationId: string;
  readonly partnershipType: 'strategic' | 'futuristic' | 'transactional' | 'ineffective';
  readonly flags: readonly string[];
  readonly recommendation: 'proceed' | 'nurture' | 'decline';
  readonly provisional: boolean;
  readonly evaluators: number;
  /** Knock-outs that nobody lifted: each criterion with the role that may. */
  readonly knockouts: readonly { readonly criterionId: string; readonly liftedBy: string }[];
}

/** A person who answers for approving against the recommendation, and why. */
export interface Override {
  readonly by: string;
  readonly reason: string;
}

/** Approval rests on an evaluation; a knock-out stops it, anything but "proceed" needs an override by name, and an override two evaluators. */
export function checkApproval(verdict: Verdict | null, override: Override | null): Verdict {
  if (verdict === null)
    throw new RuleViolation('EVALUATION_REQUIRED', 'Complete an evaluation of this application first.');
  const [knockout] = verdict.knockouts;
  if (knockout !== undefined) {
    throw new RuleViolation(
      'KNOCKED_OUT',
      `Criterion ${knockout.criterionId} is scored 0. Only the role "${knockout.liftedBy}" may lift it, in writing.`,
    );
  }
  if (verdict.recommendation === 'proceed') return verdict;
  if (override === null) {
    throw new RuleViolation(
      'OVERRIDE_REQUIRED',
      `The recommendation is to ${verdict.recommendation}. Approving against it needs an override with a reason.`,
    );
  }
  if (verdict.evaluators < 2) {
    throw new RuleViolation(
      'SECOND_EVALUATOR_REQUIRED',
      'An override needs an evaluation by at least two people who scored interest and attractiveness.',
    );
  }
  return verdict;
}
