import { Money, RuleViolation } from '@tributary/kernel';

export const overduePolicies = ['escalate', 'approve'] as const;
export const distributorPolicies = ['required', 'optional', 'hidden'] as const;

/** What a version of a program lays down. An empty list admits all; a tier that is not named has no ceiling, no uplift and no limit. */
export interface DealTerms {
  readonly currency: string;
  readonly protectionDays: number;
  /** How often a protection may be extended, or a deal reopened, and by how many days each time. */
  readonly extensions: number;
  readonly extensionDays: number;
  /** Days after the end of a protection within which the deal may come back. */
  readonly reopenGraceDays: number;
  /** Business days within which the vendor decides. */
  readonly decisionDays: number;
  /** What becomes of a registration that nobody has decided in time: it is made known, or approved as well unless somebody has a claim. */
  readonly overdueDecision: (typeof overduePolicies)[number];
  readonly minimumValue: string;
  readonly minimumLeadDays: number;
  /** How often a returned registration may be submitted again. */
  readonly resubmissions: number;
  readonly partnerTypes: readonly string[];
  readonly tiers: readonly string[];
  readonly countries: readonly string[];
  readonly families: readonly string[];
  /** Kinds of agreement of which one must be in force. */
  readonly agreements: readonly string[];
  /** Codes of certifications of which somebody of the partner must hold each. */
  readonly certifications: readonly string[];
  readonly distributor: (typeof distributorPolicies)[number];
  readonly tendersAreReviewed: boolean;
  readonly autoApprovalCeilings: Readonly<Record<string, string>>;
  /** Percent. */
  readonly uplifts: Readonly<Record<string, string>>;
  readonly openLimits: Readonly<Record<string, number>>;
}

/** One dated version of a program. It is never changed: what it decided stays explainable. */
export interface DealProgramVersion extends DealTerms {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly isDefault: boolean;
  readonly effectiveFrom: Date;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** A code that software can act on and a sentence for a person: why something is as it is. */
export interface Reason {
  readonly code: string;
  readonly detail: string;
}

/** The next version follows the last one in time; what is past is not rewritten. */
export function mustFollow(
  previous: Pick<DealProgramVersion, 'effectiveFrom'> | null,
  effectiveFrom: Date,
  now: Date,
): void {
  if (effectiveFrom < now)
    throw new RuleViolation('PROGRAM_NOT_RETROACTIVE', 'A version of a program takes effect now or later.');
  if (previous !== null && effectiveFrom <= previous.effectiveFrom) {
    throw new RuleViolation(
      'PROGRAM_VERSION_ORDER',
      `A later version takes effect from ${previous.effectiveFrom.toISOString()} on.`,
    );
  }
}

/** Every amount of the terms must be one of their currency. */
export function mustBeAmounts({ currency, minimumValue, autoApprovalCeilings }: DealTerms): void {
  for (const amount of [minimumValue, ...Object.values(autoApprovalCeilings)]) {
    try {
      Money.of(amount, currency);
    } catch {
      throw new RuleViolation('NOT_AN_AMOUNT', `"${amount}" is not an amount of ${currency}.`);
    }
  }
}
