import type { exitCriteria, PipelineStage } from '../pipeline/pipeline.js';

export type Stage = PipelineStage;
export type ForecastCategory = Stage['forecastCategory'];
export type ExitCriterion = (typeof exitCriteria)[number];

/** Stages in their order. */
export interface Pipeline {
  readonly code: string;
  readonly stages: readonly Stage[];
}

/** What an opportunity may be asked for. */
export type Asked = Readonly<Record<ExitCriterion, unknown>>;

function isGiven(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined && value !== '';
}

/**
 * What is missing to go from one stage to a later one: the unmet exit criteria of every stage that is left or skipped. Going back asks for nothing;
 * who is in a stage that the pipeline has no more comes from before its first one.
 */
export function missingFor(
  asked: Asked,
  pipeline: Pipeline,
  from: string,
  to: string,
): { stage: string; field: ExitCriterion }[] {
  const place = (code: string): number => pipeline.stages.findIndex((stage) => stage.code === code);
  const begin = Math.max(0, place(from));
  return pipeline.stages
    .slice(begin, Math.max(begin, place(to)))
    .flatMap((stage) =>
      stage.exit.filter((field) => !isGiven(asked[field])).map((field) => ({ stage: stage.code, field })),
    );
}
