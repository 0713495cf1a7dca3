import type { Level } from '../maturity-model/model-content.js';
import type { Target } from '../maturity-score/dossier.js';
import type { Form } from '../maturity-score/question-value.js';
import type { AssessmentResult } from './assessment-result.js';

export const sizes = ['1-49', '50-249', '250-999', '1000-4999', '5000+'] as const;
export type Size = (typeof sizes)[number];

export const statuses = ['draft', 'in_progress', 'submitted', 'reviewed', 'final'] as const;
export type AssessmentStatus = (typeof statuses)[number];

export const next = {
  draft: ['in_progress'],
  in_progress: ['submitted'],
  submitted: ['reviewed', 'in_progress'],
  reviewed: ['final', 'in_progress'],
  final: [],
} satisfies Record<AssessmentStatus, readonly AssessmentStatus[]> as Record<
  AssessmentStatus,
  readonly AssessmentStatus[]
>;

export interface Organization {
  readonly name: string;
  readonly industry: string;
  readonly size: Size;
  readonly region: string;
  /** The vendor that runs this deployment: what its events measure is evidence about nobody else. */
  readonly isOwn: boolean;
}

export interface ReviewNote {
  readonly question: string;
  readonly note: string;
}

/** What may change until the submission. */
export interface AssessmentDetails {
  readonly name: string;
  readonly organization: Organization;
  readonly targets: readonly Target[];
  /** For every capability without a target of its own; null = the next level. */
  readonly targetLevel: Level | null;
  readonly isOpenToPartners: boolean;
}

export interface MaturityAssessmentState extends AssessmentDetails {
  readonly id: string;
  /** Assessments of one organization are told by it. */
  readonly organizationKey: string;
  readonly form: Form;
  /** The release that it began with, whatever is published later. */
  readonly modelId: string;
  readonly modelKey: string;
  readonly modelRelease: number;
  readonly status: AssessmentStatus;
  readonly openedBy: string;
  readonly submittedBy: string | null;
  readonly submittedAt: Date | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  readonly notes: readonly ReviewNote[];
  readonly finalizedBy: string | null;
  readonly finalizedAt: Date | null;
  readonly result: AssessmentResult | null;
  readonly level: Level | null;
  readonly overall: string | null;
}

export type MaturityAssessmentEvent =
  | { readonly type: 'AssessmentOpened' }
  | { readonly type: 'AssessmentRevised' }
  | { readonly type: 'AssessmentStarted' }
  | { readonly type: 'AssessmentSubmitted'; readonly level: Level }
  | { readonly type: 'AssessmentReturned'; readonly reason: string }
  | { readonly type: 'AssessmentReviewed' }
  | { readonly type: 'AssessmentFinalized'; readonly finalizedBy: string }
  | {
      readonly type: 'LevelChanged';
      readonly from: Level | null;
      readonly to: Level;
      readonly previousId: string | null;
    };

export interface ChosenModel {
  readonly id: string;
  readonly key: string;
  readonly release: number;
  readonly capabilities: readonly string[];
}

export interface Opening {
  readonly id: string;
  readonly openedBy: string;
  readonly model: ChosenModel;
  readonly form: Form;
  readonly details: AssessmentDetails;
}

export function organizationKeyOf({ name, isOwn }: Organization): string {
  return isOwn ? 'own' : `other:${name.trim().toLowerCase().replace(/\s+/g, ' ')}`;
}
