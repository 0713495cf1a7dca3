import type { Level, ModelContent } from '../maturity-model/model-content.js';
import type { Sheet } from '../maturity-response/sheet.js';
import { checksOf, levelOf, type LevelCheck, type LevelCondition } from './maturity-level.js';
import { partOf, type Form } from './question-value.js';
import { weightedMean, type Line, type Mean, type Part } from './weighted-mean.js';

export interface MaturityScore {
  /** Every question that is asked has an answer. */
  readonly isComplete: boolean;
  readonly open: readonly string[];
  readonly notApplicable: readonly string[];
  readonly capabilities: readonly (Line & { readonly area: string })[];
  readonly areas: readonly Line[];
  readonly overall: Line;
  readonly level: Level | null;
  readonly checks: readonly LevelCheck[];
  /** Why the next level is not reached; null on the last level, and while there is nothing to score. */
  readonly next: { readonly level: Level; readonly missing: readonly LevelCondition[] } | null;
}

/** Capability = weighted mean of its questions, area and overall likewise; then the highest level whose conditions are met. */
export function scoreOf(content: ModelContent, form: Form, sheets: readonly Sheet[]): MaturityScore {
  const parts = new Map<string, Part>();
  for (const question of content.capabilities.flatMap(({ questions }) => questions))
    parts.set(question.id, partOf(question, form, sheets));
  const capabilities = content.capabilities.map(({ id, area, weight, questions }) => {
    const mean = weightedMean(
      id,
      questions.flatMap((question) => parts.get(question.id) ?? []),
    );
    return { area, weight, mean };
  });
  const areas = content.areas.map(({ id, weight }) => {
    const own = capabilities.filter(({ area }) => area === id).map((each) => asPart(each.mean, each.weight));
    return { weight, mean: weightedMean(id, own) };
  });
  const overall = weightedMean(
    'overall',
    areas.map(({ mean, weight }) => asPart(mean, weight)),
  );
  const checks = checksOf(content, {
    overall,
    areas: areas.map(({ mean }) => mean),
    capabilities: capabilities.map(({ mean }) => mean),
  });
  const level = levelOf(checks, overall);
  const standing = (wanted: Part['standing']): string[] =>
    [...parts.values()].filter((part) => part.standing === wanted).map(({ id }) => id);
  return {
    isComplete: standing('open').length === 0,
    open: standing('open'),
    notApplicable: standing('not_applicable'),
    capabilities: capabilities.map(({ area, mean }) => ({ ...mean.line, area })),
    areas: areas.map(({ mean }) => mean.line),
    overall: overall.line,
    level,
    checks,
    next: nextOf(checks, level),
  };
}

function asPart({ line, value }: Mean, weight: number): Part {
  return { id: line.id, weight, value, standing: line.standing };
}

function nextOf(checks: readonly LevelCheck[], level: Level | null): MaturityScore['next'] {
  const next = checks.find((check) => level !== null && check.level === level + 1);
  if (next === undefined) return null;
  return { level: next.level, missing: next.conditions.filter(({ isMet }) => !isMet) };
}
