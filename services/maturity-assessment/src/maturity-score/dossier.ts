import type { Level, ModelContent } from '../maturity-model/model-content.js';
import type { Sheet } from '../maturity-response/sheet.js';
import type { Finding } from '../measured-metric/finding.js';
import type { Form } from './question-value.js';
import type { MaturityScore } from './score.js';

export interface Target {
  readonly capability: string;
  readonly level: Level;
}

/** What lies on the table about an assessment: what is asked, what has been answered, and the result once it was submitted. */
export interface Dossier {
  readonly status: string;
  readonly form: Form;
  readonly isOwn: boolean;
  readonly targets: readonly Target[];
  readonly targetLevel: Level | null;
  readonly content: ModelContent;
  readonly sheets: readonly Sheet[];
  readonly result: (Scores & { readonly findings: readonly Finding[] }) | null;
}

/** How the organization sees itself, and how its partners see it; null where nobody of them answered. */
export interface Scores {
  readonly score: MaturityScore;
  readonly partnerScore: MaturityScore | null;
}
