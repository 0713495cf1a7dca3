import type { MoneyJson } from '@tributary/kernel';

/** Figures that count deals, or opportunities of another system, and what they are worth. */
export const dealFigures = [
  'registered',
  'approved',
  'rejected',
  'won',
  'lost',
  'expired',
  'reversed',
  'importedWon',
] as const;
export type DealFigure = (typeof dealFigures)[number];

/** Everything that a scorecard shows and whose records can be asked for. */
export const figures = [...dealFigures, 'certifications', 'pointsEarned', 'pointsReversed'] as const;
export type Figure = (typeof figures)[number];

/** What happened once and is never changed. Whether it counts follows from the other facts of its line alone. */
export interface Fact {
  /** Null of business that was taken from a partner and given to none. */
  readonly partnerId: string | null;
  /** The deal registration, opportunity, certification or reward account that it is about. */
  readonly subject: string;
  /** The subject's version after the fact: the same fact told twice has the same one. */
  readonly sequence: number;
  /** Facts of a line exclude each other: of a subject's line only the one of the highest rank stands. */
  readonly line: 'registration' | 'decision' | 'outcome' | 'import' | 'certification' | `points:${number}`;
  readonly rank: number;
  /** What it counts as while it stands; the words that are no figure only take the place of another fact. */
  readonly figure: Figure | 'reopened' | 'withdrawn' | 'revoked' | 'uncertified' | 'notWon';
  readonly number: string | null;
  /** When it happened: this decides the period, whenever it is told. */
  readonly at: Date;
  readonly toldAt: Date;
  readonly value: MoneyJson | null;
  readonly points: number | null;
  /** From submission to decision, or from approval to the win, in milliseconds. */
  readonly lasted: number | null;
  /** The first instant at which it no longer counts. */
  readonly until: Date | null;
}
