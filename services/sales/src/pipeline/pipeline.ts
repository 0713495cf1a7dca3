import { Aggregate, RuleViolation } from '@tributary/kernel';

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

export interface PipelineState {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly stages: readonly PipelineStage[];
}

export interface PipelineEvent {
  readonly type: 'PipelineAdded' | 'PipelineChanged';
}

/** The stages through which opportunities move; an opportunity keeps the stage in which it is, whatever becomes of the pipeline. */
export class Pipeline extends Aggregate<PipelineState, PipelineEvent> {
  static add(stated: Omit<PipelineState, 'isDefault'>): Pipeline {
    mustBeWhole(stated.stages);
    const pipeline = new Pipeline({ ...stated, isDefault: false });
    pipeline.apply({}, { type: 'PipelineAdded' });
    return pipeline;
  }

  change(change: Partial<Pick<PipelineState, 'name' | 'stages'>>): void {
    mustBeWhole(change.stages ?? this.state.stages);
    this.apply(change, { type: 'PipelineChanged' });
  }
}
