import type { Finding } from '../measured-metric/finding.js';
import type { Level } from '../maturity-model/model-content.js';
import type { MaturityScore } from '../maturity-score/score.js';

/** What an assessment came to, as it was on the day of its submission. */
export interface AssessmentResult {
  readonly score: MaturityScore;
  readonly partnerScore: MaturityScore | null;
  readonly findings: readonly Finding[];
  /** The organization's people who answered. */
  readonly respondents: readonly string[];
  /** How many people of partners answered. */
  readonly partnerRespondents: number;
}

/** The last final assessment of the same organization. */
export interface Precedent {
  readonly id: string;
  readonly level: Level;
}
