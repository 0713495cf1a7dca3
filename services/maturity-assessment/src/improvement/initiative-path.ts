import { Ratio } from '@tributary/kernel';
import type { AimedAt, Capability, Initiative, Level, ModelContent } from '../maturity-model/model-content.js';

/** One step of the way up: an initiative of the catalog, or one made from the next anchor where the catalog has none. */
export interface Step {
  readonly id: string;
  readonly name: string;
  readonly isGenerated: boolean;
  /** Exact: where the capability stands when it begins. */
  readonly from: string;
  readonly to: Level;
  /** Person-weeks, rounded to two places. */
  readonly effort: string;
  readonly weeks: string;
  readonly requires: readonly string[];
  /** What it requires and the organization has not reached yet. */
  readonly openPrerequisites: readonly string[];
  readonly outcome: AimedAt | null;
  readonly kpi: Initiative['kpi'] | null;
}

export interface Path {
  readonly steps: readonly Step[];
  readonly effort: Ratio;
}

export type Standings = ReadonlyMap<string, Ratio | null>;

const defaultEffort: Readonly<Record<number, number>> = { 2: 6, 3: 10, 4: 16 };

export function levelAbove(score: Ratio): Level | null {
  return ([2, 3, 4] as const).find((level) => score.compare(Ratio.of(level)) < 0) ?? null;
}

export interface Start {
  readonly capability: Capability;
  /** The question that is answered lowest: its next anchor is the step where the catalog has none. */
  readonly weakest: string | null;
}

/** The initiatives from where a capability stands to its target. No gap is left without a next step. */
export function pathTo(target: Level, { capability, weakest }: Start, model: ModelContent, standings: Standings): Path {
  const steps: Step[] = [];
  let [current, effort] = [standings.get(capability.id) ?? Ratio.of(1), Ratio.of(0)];
  while (current.compare(Ratio.of(target)) < 0) {
    const initiative = cheapest(model.initiatives, capability.id, current);
    const to = initiative?.to ?? levelAbove(current) ?? 4;
    const base = initiative?.from ?? to - 1;
    // Begun above its start, it takes as much less.
    const share = Ratio.of(to)
      .minus(current)
      .dividedBy(Ratio.of(to - base));
    const whole = initiative ?? generated(capability, weakest, to);
    const own = share.times(Ratio.of(whole.effort));
    steps.push({
      id: whole.id,
      name: whole.name,
      isGenerated: initiative === undefined,
      from: current.toString(),
      to,
      effort: own.toFixed(2),
      weeks: share.times(Ratio.of(whole.weeks)).toFixed(2),
      requires: whole.requires,
      openPrerequisites: whole.requires.filter((id) => isOpen(id, model.initiatives, standings)),
      outcome: initiative?.outcome ?? null,
      kpi: initiative?.kpi ?? null,
    });
    effort = effort.plus(own);
    current = Ratio.of(to);
  }
  return { steps, effort };
}

// It applies from its start until its end is reached; of several, the one with the least effort for each level it lifts.
function cheapest(initiatives: readonly Initiative[], capability: string, current: Ratio): Initiative | undefined {
  const price = ({ effort, from, to }: Initiative): Ratio => Ratio.of(effort, to - from);
  return initiatives
    .filter((each) => each.capability === capability)
    .filter(({ from, to }) => Ratio.of(from).compare(current) <= 0 && current.compare(Ratio.of(to)) < 0)
    .sort((a, b) => price(a).compare(price(b)) || (a.id < b.id ? -1 : 1))[0];
}

function generated(
  { id, questions }: Capability,
  weakest: string | null,
  to: Level,
): Pick<Initiative, 'id' | 'name' | 'effort' | 'weeks' | 'requires'> {
  const effort = defaultEffort[to] ?? 16;
  const question = questions.find((each) => each.id === weakest) ?? questions[0];
  return { id: `${id}-${to}`, name: question?.anchors[to - 1] ?? '', effort, weeks: effort * 2, requires: [] };
}

function isOpen(id: string, initiatives: readonly Initiative[], standings: Standings): boolean {
  const required = initiatives.find((initiative) => initiative.id === id);
  const standing = standings.get(required?.capability ?? '');
  return required !== undefined && standing !== null && standing !== undefined
    ? standing.compare(Ratio.of(required.to)) < 0
    : false;
}
