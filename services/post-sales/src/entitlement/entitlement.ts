import type { AssetState, OtherUnit } from '../asset/asset-state.js';
import type { CoverSpan, CoverStart, HeldTerms } from '../warranty-term/cover.js';
import type { CostClass } from '../warranty-term/coverage.js';

export const verdicts = ['entitled', 'partial', 'expired', 'unknown_serial', 'blocked'] as const;
export const obstacles = ['REPLACED', 'RETIRED', 'BLOCKED', 'NOT_TRANSFERABLE', 'NO_TERM', 'NOT_STARTED'] as const;
export const classReasons = ['COVERED', 'EXPIRED', 'NOT_COVERED', 'UNKNOWN_SERIAL', ...obstacles] as const;

export interface ClassVerdict {
  readonly costClass: CostClass;
  readonly covered: boolean;
  readonly coveredPercent: number;
  /** The last covered day; null if none is promised or it cannot be told yet. */
  readonly until: string | null;
  readonly reason: (typeof classReasons)[number];
}

export interface Obstacle {
  readonly code: (typeof obstacles)[number];
  readonly detail: string;
}

/** What is promised for a unit on a day, class by class. */
export interface Judgement {
  readonly status: (typeof verdicts)[number];
  readonly classes: readonly ClassVerdict[];
  readonly obstacles: readonly Obstacle[];
}

export type JudgedUnit = Pick<AssetState, 'replacedBy' | 'retiredOn' | 'blocked' | 'moves'>;

/** What is promised: nothing at all if there are no spans. `start` is null for a replacement, which carries what was left of another unit. */
export interface Promised {
  readonly terms: HeldTerms | null;
  readonly start: CoverStart | null;
  readonly spans: readonly CoverSpan[];
}

export interface EarlierUnit extends OtherUnit {
  readonly sku: string;
}

export type EntitledUnit = Omit<AssetState, 'orderRef' | 'accountId' | 'productId' | 'term'>;

/** The whole answer for a serial on a day. `unit` is null where the serial is unknown to whoever asks. */
export interface Entitlement extends Judgement {
  readonly on: string;
  readonly asked: { readonly sku: string | null; readonly serial: string };
  readonly unit: EntitledUnit | null;
  /** Whose places it took, the last one first. */
  readonly earlier: readonly EarlierUnit[];
  readonly start: CoverStart | null;
  readonly term: (HeldTerms & { readonly code: string; readonly version: number }) | null;
}

const costClasses = ['parts', 'labor', 'expenses'] as const satisfies readonly CostClass[];

export const unknownSerial: Judgement = {
  status: 'unknown_serial',
  classes: costClasses.map((costClass) => notCovered(costClass, 'UNKNOWN_SERIAL', null)),
  obstacles: [],
};

export function judge(unit: JudgedUnit, promised: Promised, on: string): Judgement {
  const standing = [...obstaclesOf(unit, promised.terms, on), ...notYet(promised, on)];
  const [first] = standing;
  const classes = costClasses.map((costClass): ClassVerdict => {
    const span = promised.spans.find((each) => each.costClass === costClass);
    if (first !== undefined) return notCovered(costClass, first.code, span?.until ?? null);
    if (span === undefined) return notCovered(costClass, 'NOT_COVERED', null);
    if (on > span.until) return notCovered(costClass, 'EXPIRED', span.until);
    const { coveredPercent, until } = span;
    return { costClass, covered: true, coveredPercent, until, reason: 'COVERED' };
  });
  const covered = classes.filter((each) => each.covered).length;
  const whole = covered === promised.spans.length ? 'entitled' : covered > 0 ? 'partial' : 'expired';
  return { status: first === undefined ? whole : 'blocked', classes, obstacles: standing };
}

function obstaclesOf(unit: JudgedUnit, terms: HeldTerms | null, on: string): Obstacle[] {
  const { replacedBy, retiredOn, blocked } = unit;
  const found: Obstacle[] = [];
  if (replacedBy !== null && on >= replacedBy.on)
    found.push({ code: 'REPLACED', detail: `Serial ${replacedBy.serial} took its place on ${replacedBy.on}.` });
  if (retiredOn !== null && on >= retiredOn)
    found.push({ code: 'RETIRED', detail: `It is out of use since ${retiredOn}.` });
  if (blocked !== null && on >= blocked.since)
    found.push({ code: 'BLOCKED', detail: `It is blocked since ${blocked.since}.` });
  const sold = unit.moves.find((move) => move.from !== null && on >= move.on);
  if (sold !== undefined && terms?.transferable === false)
    found.push({
      code: 'NOT_TRANSFERABLE',
      detail: `It changed owners on ${sold.on}, and the term does not go along.`,
    });
  return found;
}

function notYet({ start, spans, terms }: Promised, on: string): Obstacle[] {
  if (start !== null && start.on === null)
    return [{ code: 'NOT_STARTED', detail: `It begins with the ${start.by}, which nobody has reported.` }];
  const [span] = spans;
  if (span === undefined)
    return [{ code: 'NO_TERM', detail: terms === null ? 'No warranty was promised.' : 'The term covers nothing.' }];
  return on < span.from ? [{ code: 'NOT_STARTED', detail: `It begins on ${span.from}.` }] : [];
}

function notCovered(costClass: CostClass, reason: ClassVerdict['reason'], until: string | null): ClassVerdict {
  return { costClass, covered: false, coveredPercent: 0, until, reason };
}
