import { Money, type MoneyJson } from '@tributary/kernel';
import { dealFigures, type DealFigure, type Figure } from './fact.js';

export const periods = ['month', 'quarter', 'year'] as const;
export type Period = (typeof periods)[number];

/** The facts of a scorecard that have one figure and one currency, added up: those that stand, and the newest telling of all of them. */
export interface Sum {
  readonly figure: string;
  readonly currency: string | null;
  readonly count: number;
  readonly amount: string | null;
  readonly points: number;
  readonly lasted: number;
  readonly timed: number;
  readonly asOf: Date;
}

export interface Counted {
  readonly count: number;
  /** One sum per currency; currencies are never added to each other. */
  readonly value: readonly MoneyJson[];
}

/** What a partner did in a period, and how well. Null where nothing happened that could be measured. */
export interface Figures {
  /** The time of the newest event that had a part in it; null if there was none. */
  readonly asOf: Date | null;
  readonly deals: Readonly<Record<DealFigure, Counted>>;
  /** Percent. */
  readonly winRate: string | null;
  readonly decisionHours: string | null;
  readonly daysToWin: string | null;
  readonly activeCertifications: number;
  readonly pointsEarned: number;
  readonly pointsReversed: number;
}

const hour = 3_600_000;

export function figuresOf(sums: readonly Sum[]): Figures {
  const of = (...wanted: Figure[]): readonly Sum[] => sums.filter(({ figure }) => wanted.some((one) => one === figure));
  const count = (...wanted: Figure[]): number => total(of(...wanted), 'count');
  return {
    asOf: sums.reduce<Date | null>((newest, { asOf }) => (newest !== null && newest > asOf ? newest : asOf), null),
    deals: Object.fromEntries(dealFigures.map((figure) => [figure, counted(of(figure))])) as Figures['deals'],
    winRate: mean(count('won') * 100, count('won', 'lost', 'expired')),
    decisionHours: meanTime(of('approved', 'rejected'), hour),
    daysToWin: meanTime(of('won'), 24 * hour),
    activeCertifications: count('certifications'),
    pointsEarned: total(of('pointsEarned'), 'points'),
    pointsReversed: total(of('pointsReversed'), 'points'),
  };
}

function counted(sums: readonly Sum[]): Counted {
  const value = sums.flatMap(({ count, amount, currency }) =>
    count === 0 || amount === null || currency === null ? [] : [Money.rounded(amount, currency).toJSON()],
  );
  return {
    count: total(sums, 'count'),
    value: value.sort((one, other) => (one.currency < other.currency ? -1 : 1)),
  };
}

function total(sums: readonly Sum[], field: 'count' | 'points' | 'lasted' | 'timed'): number {
  return sums.reduce((sum, each) => sum + each[field], 0);
}

function meanTime(sums: readonly Sum[], unit: number): string | null {
  return mean(total(sums, 'lasted') / unit, total(sums, 'timed'));
}

function mean(sum: number, count: number): string | null {
  return count === 0 ? null : (sum / count).toFixed(2);
}
