import type { Level } from '../maturity-model/model-content.js';

export const confidences = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof confidences)[number];

/** One respondent's answer to one question: the highest anchor of which every clause is true, or why the question does not apply. */
export interface Answer {
  readonly question: string;
  /** Null if it does not apply. */
  readonly level: Level | null;
  readonly notApplicableBecause: string | null;
  /** What it rests on: documents, addresses, names of reports. */
  readonly evidence: readonly string[];
  readonly confidence: Confidence;
  /** ISO instant */
  readonly answeredAt: string;
}

/** What one respondent has answered. Those with a partner speak for the partners' view, never for the organization's. */
export interface Sheet {
  readonly subject: string;
  readonly partnerId: string | null;
  readonly role: string;
  readonly answers: readonly Answer[];
}
