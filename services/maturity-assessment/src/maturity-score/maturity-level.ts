import type { Level, ModelContent } from '../maturity-model/model-content.js';
import { Ratio } from '@tributary/kernel';
import type { Mean } from './weighted-mean.js';

/** One condition of a level, in numbers. */
export interface LevelCondition {
  readonly kind: 'overall' | 'area' | 'gate';
  /** The area or capability; "overall" for the overall mean. */
  readonly of: string;
  /** The level whose gate it is. */
  readonly gateOf: Level | null;
  readonly needs: string;
  readonly has: string | null;
  /** How much more it would take; null if it is met, or if there is nothing to compare. */
  readonly short: string | null;
  readonly isMet: boolean;
  readonly detail: string;
}

export interface LevelCheck {
  readonly level: Level;
  readonly isReached: boolean;
  readonly conditions: readonly LevelCondition[];
}

export interface Means {
  readonly overall: Mean;
  readonly areas: readonly Mean[];
  readonly capabilities: readonly Mean[];
}

const tolerance = Ratio.parse('0.25');
const levels: readonly Level[] = [1, 2, 3, 4];

/**
 * What each level asks for: an overall mean of at least L - 0.25, no area below L - 1, and every gate of L and of the levels
 * below. An area that does not apply has left the sum and holds nobody back; a gate asks for the capability itself, and one
 * that does not apply is not there.
 */
export function checksOf(model: ModelContent, means: Means): LevelCheck[] {
  return levels.map((level) => {
    const conditions = [
      condition({ kind: 'overall', of: 'overall', gateOf: null }, means.overall, Ratio.of(level).minus(tolerance)),
      ...means.areas
        .filter(({ line }) => line.standing !== 'not_applicable')
        .map((area) => condition({ kind: 'area', of: area.line.id, gateOf: null }, area, Ratio.of(level - 1))),
      ...model.gates
        .filter((gate) => gate.level <= level)
        .flatMap((gate) =>
          means.capabilities
            .filter(({ line }) => line.id === gate.capability)
            .map((capability) =>
              condition(
                { kind: 'gate', of: gate.capability, gateOf: gate.level },
                capability,
                Ratio.parse(String(gate.atLeast)),
              ),
            ),
        ),
    ];
    return { level, isReached: conditions.every(({ isMet }) => isMet), conditions };
  });
}

/** The highest level whose conditions are all met; null while there is no mean at all. */
export function levelOf(checks: readonly LevelCheck[], overall: Mean): Level | null {
  if (overall.value === null) return null;
  return checks.reduce<Level>(
    (reached, check) => (check.isReached && check.level > reached ? check.level : reached),
    1,
  );
}

const nouns = { overall: 'the overall mean', area: 'area', gate: 'gate' };

function condition(
  what: Pick<LevelCondition, 'kind' | 'of' | 'gateOf'>,
  { value, line }: Mean,
  needed: Ratio,
): LevelCondition {
  const isMet = value !== null && value.compare(needed) >= 0;
  const short = value === null || isMet ? null : needed.minus(value);
  const noun = what.kind === 'overall' ? nouns.overall : `${nouns[what.kind]} ${what.of}`;
  const has = value === null ? (line.standing === 'open' ? 'no answer yet' : 'no score: it does not apply') : line.mean;
  const lacking = short === null ? '' : `, ${short.toFixed(4)} short`;
  return {
    ...what,
    needs: needed.toString(),
    has: value?.toString() ?? null,
    short: short?.toString() ?? null,
    isMet,
    detail: `${noun} needs ${needed.toString()} and has ${has ?? ''}${lacking}`,
  };
}
