import { RuleViolation } from '@tributary/kernel';
import type { DraftPrice, Period } from './price.js';

/** What a publication does to the prices of one book. */
export interface Edition {
  readonly ends: readonly { readonly priceId: string; readonly at: Date }[];
  readonly sets: readonly DraftPrice[];
}

interface InForce extends Period {
  readonly id: string;
  readonly sku: string;
}

/**
 * Puts drafts beside the prices in force so that at any instant a sku has one price at most: a price without end ends where
 * a later draft begins. Any other overlap is refused, every one of them named. `notBefore` keeps the past as it was: what was to begin
 * earlier begins then, and what would be over by then never is.
 */
export function planEdition(inForce: readonly InForce[], drafts: readonly DraftPrice[], notBefore?: Date): Edition {
  const ends: { priceId: string; at: Date }[] = [];
  const sets: DraftPrice[] = [];
  const overlapping: string[] = [];
  for (const [sku, drafted] of chains(drafts)) {
    const chain = drafted.flatMap((draft) => still(draft, notBefore));
    const [first] = chain;
    if (first === undefined) continue;
    const standing = inForce.filter((price) => price.sku === sku);
    const open = standing.find((price) => price.validUntil === null && price.validFrom < first.validFrom);
    const ended = standing.map((price) => (price === open ? { ...price, validUntil: first.validFrom } : price));
    if (overlaps([...ended, ...chain])) overlapping.push(sku);
    if (open) ends.push({ priceId: open.id, at: first.validFrom });
    sets.push(...chain);
  }
  if (overlapping.length > 0) {
    throw new RuleViolation(
      'PRICE_OVERLAP',
      `Two prices would hold at once for ${overlapping.slice(0, 20).join(', ')}.`,
      {
        errors: overlapping
          .slice(0, 100)
          .map((sku) => ({ pointer: `/${sku}`, code: 'PRICE_OVERLAP', detail: 'Another price holds then.' })),
      },
    );
  }
  return { ends, sets };
}

/** The drafts of each sku in the order of time, each without an end ending where the next begins. */
function chains(drafts: readonly DraftPrice[]): Map<string, readonly DraftPrice[]> {
  const bySku = new Map<string, DraftPrice[]>();
  for (const draft of drafts.toSorted(byBeginning)) {
    const before = bySku.get(draft.sku);
    if (before) before.push(draft);
    else bySku.set(draft.sku, [draft]);
  }
  for (const [sku, chain] of bySku) {
    bySku.set(
      sku,
      chain.map((draft, index) => ({ ...draft, validUntil: draft.validUntil ?? chain[index + 1]?.validFrom ?? null })),
    );
  }
  return bySku;
}

function overlaps(periods: readonly Period[]): boolean {
  const sorted = periods.toSorted(byBeginning);
  return sorted.some((period, index) => {
    const next = sorted[index + 1];
    return next !== undefined && (period.validUntil === null || next.validFrom < period.validUntil);
  });
}

function byBeginning(a: Period, b: Period): number {
  return a.validFrom.getTime() - b.validFrom.getTime();
}

function still(draft: DraftPrice, notBefore: Date | undefined): readonly DraftPrice[] {
  if (notBefore === undefined || draft.validFrom >= notBefore) return [draft];
  return draft.validUntil !== null && draft.validUntil <= notBefore ? [] : [{ ...draft, validFrom: notBefore }];
}
