import { RuleViolation } from '@tributary/kernel';

export const forecastCategories = ['pipeline', 'best_case', 'commit', 'closed', 'omitted'] as const;
/** Fields of an opportunity that a stage may ask for before it is left. */
export const exitCriteria = ['value', 'lines', 'expectedCloseOn', 'nextStep', 'competitors', 'ownedBy'] as const;

/** `outcome` is set for the two stages in which an opportunity ends. */
export interface PipelineStage {
  readonly code: string;
  readonly name: string;
  /** Percent. */
  readonly probability: number;
  readonly forecastCategory: (typeof forecastCategories)[number];
  readonly exit: readonly (typeof exitCriteria)[number][];
  readonly outcome: 'won' | 'lost' | null;
}

/** Stages in their order: open ones first, then exactly one for what is won and one for what is lost. */
export function mustBeWhole(stages: readonly PipelineStage[]): void {
  const outcomes = (outcome: 'won' | 'lost' | null): number =>
    stages.filter((stage) => stage.outcome === outcome).length;
  if (outcomes('won') !== 1 || outcomes('lost') !== 1 || stages[0]?.outcome !== null) {
    throw new RuleViolation(
      'PIPELINE_INCOMPLETE',
      'A pipeline begins with an open stage and has one stage for won and one for lost.',
    );
  }
  if (new Set(stages.map(({ code }) => code)).size < stages.length) {
    throw new RuleViolation('PIPELINE_STAGE_TWICE', 'Each stage has a code of its own.');
  }
}
