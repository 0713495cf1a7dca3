export const forecastCategories = ['pipeline', 'best_case', 'commit', 'closed', 'omitted'] as const;
export type ForecastCategory = (typeof forecastCategories)[number];

/** Fields that a stage may ask for before it is left. */
export const exitCriteria = ['value', 'lines', 'expectedCloseOn', 'nextStep', 'competitors', 'ownedBy'] as const;
export type ExitCriterion = (typeof exitCriteria)[number];

/** `probability` in percent. `outcome` is set for the two stages in which an opportunity ends. */
export interface Stage {
  readonly code: string;
  readonly name: string;
  readonly probability: number;
  readonly forecastCategory: ForecastCategory;
  readonly exit: readonly ExitCriterion[];
  readonly outcome: 'won' | 'lost' | null;
}

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

/** What is missing to go from one stage to a later one: the unmet exit criteria of every stage that is left or skipped. Going back asks for nothing. */
export function missingFor(
  asked: Asked,
  pipeline: Pipeline,
  from: string,
  to: string,
): { stage: string; field: ExitCriterion }[] {
  const place = (code: string): number => pipeline.stages.findIndex((stage) => stage.code === code);
  return pipeline.stages
    .slice(place(from), Math.max(place(from), place(to)))
    .flatMap((stage) =>
      stage.exit.filter((field) => !isGiven(asked[field])).map((field) => ({ stage: stage.code, field })),
    );
}
