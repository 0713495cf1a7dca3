import { RuleViolation } from '@tributary/kernel';
import type { Touch } from '../lead/lead-state.js';

export const scoringGroups = ['fit', 'engagement'] as const;
export const scoredFacts = ['segment', 'employees', 'territory', 'families', 'domain', 'contributedBy'] as const;
// Every kind of touch there is: another slice's list is known here as a type only.
const touches = {
  ...{ demo_request: true, price_request: true, event_attended: true, webinar_attended: true },
  ...{ download: true, site_visit: true, email_reply: true, call: true },
} satisfies Record<Touch['kind'], true>;
export const scoredTouches = Object.keys(touches) as Touch['kind'][];
export type ScoredFact = (typeof scoredFacts)[number];

/** A fact is one of these, lies between these, or is known at all; or the person did this within so many days. */
export interface ScoringCondition {
  readonly fact?: ScoredFact;
  readonly oneOf?: readonly string[];
  readonly from?: number;
  readonly below?: number;
  readonly known?: boolean;
  readonly touch?: Touch['kind'];
  readonly withinDays?: number;
}

export interface ScoringRule {
  readonly id: string;
  readonly group: (typeof scoringGroups)[number];
  readonly points: number;
  /** What a touch that is repeated gives at most; `points` unless told. */
  readonly most?: number;
  readonly when: ScoringCondition;
}

/** One version of the rules: it never changes, a new one takes its place. */
export interface ScoringRules {
  readonly version: number;
  readonly hotFrom: number;
  readonly rules: readonly ScoringRule[];
}

/** Rules that could not be applied are refused with all that is wrong with them. */
export function refuseUnfit(rules: readonly ScoringRule[]): void {
  const faults = rules.flatMap((rule, index) => faultsOf(rule).map((detail) => ({ index, detail })));
  const ids = rules.map(({ id }) => id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice >= 0) faults.push({ index: twice, detail: 'Another rule has this id.' });
  if (faults.length === 0) return;
  throw new RuleViolation('SCORING_UNFIT', 'These rules cannot be scored by.', {
    errors: faults.map(({ index, detail }) => ({ pointer: `/rules/${index}`, code: 'SCORING_UNFIT', detail })),
  });
}

function faultsOf({ group, points, most, when }: ScoringRule): string[] {
  const isTouch = when.touch !== undefined;
  const tests = [when.oneOf, when.known, when.from ?? when.below].filter((test) => test !== undefined).length;
  return [
    ...(isTouch === (when.fact !== undefined) ? ['It asks for either a fact or a touch.'] : []),
    ...(isTouch !== (group === 'engagement') ? ['Facts are fit, touches are engagement.'] : []),
    ...(isTouch && when.withinDays === undefined ? ['A touch counts for some days: `withinDays` is missing.'] : []),
    ...(!isTouch && tests !== 1 ? ['A fact is tested by one of `oneOf`, `from`/`below` and `known`.'] : []),
    ...(when.known === false ? ['`known` is true or left out.'] : []),
    ...(most !== undefined && most < points ? ['`most` is less than the points of a single touch.'] : []),
    ...((when.from ?? when.below) !== undefined && when.fact !== 'employees' ? ['Only employees are counted.'] : []),
  ];
}
