/** Where points stand: issued by the vendor (its debt, negative), earned but pending, or available to spend. */
export const books = ['issued', 'pending', 'available'] as const;
export type Book = (typeof books)[number];

export interface Entry {
  readonly book: Book;
  readonly points: number;
}

/** One fact of the ledger: entries that add up to zero, written once and never changed. */
export interface Movement {
  readonly id: string;
  readonly kind: 'earned' | 'released' | 'reversed';
  /** Names what caused it; the ledger takes each source once. */
  readonly source: string;
  /** The earning that it releases or reverses, or itself. */
  readonly earningId: string;
  readonly entries: readonly Entry[];
}

export function transfer(from: Book, to: Book, points: number): readonly Entry[] {
  return [
    { book: from, points: -points },
    { book: to, points },
  ];
}
