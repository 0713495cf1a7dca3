import { linesOf } from './line-file.js';
import type { Sight } from './watched-log.js';

/** What a consumer process saw; of `duplicates` the number so far. */
export interface Observation {
  readonly who: string;
  readonly saw: Sight | 'duplicates';
  readonly place?: string;
  readonly count?: number;
}

export interface Sights {
  /** How often a partition went from one process to another. */
  readonly rebalances: number;
  /** Who was told, or refused, that its partition is another's: once for each time. */
  readonly fenced: readonly string[];
  readonly inboxDuplicates: number;
}

export function sightsOf(folder: string): Sights {
  const seen = linesOf<Observation & { at: number }>(folder, 'consumer').sort((one, other) => one.at - other.at);
  const holders = new Map<string, string>();
  const duplicates = new Map<string, number>();
  let rebalances = 0;
  const fenced: string[] = [];
  for (const { who, saw, place = '', count = 0 } of seen) {
    if (saw === 'duplicates') duplicates.set(who, count);
    else if (saw === 'fenced') fenced.push(who);
    else {
      const before = holders.get(place);
      if (before !== undefined && before !== who) rebalances += 1;
      holders.set(place, who);
    }
  }
  return { rebalances, fenced, inboxDuplicates: [...duplicates.values()].reduce((sum, each) => sum + each, 0) };
}
