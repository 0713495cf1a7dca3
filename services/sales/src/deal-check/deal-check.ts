import type { FoundConflict } from '../deal-conflict/conflict.js';
import type { Assessment } from '../deal-program/assessment.js';
import type { DealProgramVersion } from '../deal-program/deal-program.js';

/** What a registration would meet. */
export interface DealCheck {
  readonly assessment: Assessment;
  readonly conflict: FoundConflict | null;
  readonly program: DealProgramVersion;
  readonly tier: string;
  readonly isDuplicate: boolean;
}
