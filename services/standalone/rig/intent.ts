import type { Luck } from './luck.js';
import type { Fate } from './mark.js';

/** What a writer is about to do. */
export interface Intent {
  readonly key: string;
  readonly fate: Fate;
  readonly takesIdEarly: boolean;
  readonly sleepsMs: number;
  readonly rollsBack: boolean;
}

// A key that is poisoned for good is lost to its handler for the rest of the run: a tenth of the keys is enough for that.
const poisonable = 0.1;
// Half of what is written goes to a tenth of the keys.
const hotter = 0.5;
const hottest = 20;
/** So that the shortest run has them all. */
const certain: Readonly<Record<number, Fate>> = { 8: 'twice', 16: 'always', 24: 'undecodable', 32: 'slow' };

/** `nth` of those that get what is certain; null for all others. */
export function intentOf(luck: Luck, keys: readonly string[], nth: number | null): Intent {
  const sure = nth === null ? undefined : certain[nth];
  const fate = sure ?? fateBy(luck.next());
  const among = fate === 'always' ? keys.slice(0, Math.ceil(keys.length * poisonable)) : keys;
  // The one slow key is the last.
  const key =
    fate === 'slow' ? keys[keys.length - 1]! : luck.pick(luck.chance(hotter) ? among.slice(-hottest) : among)!;
  return {
    key,
    fate,
    takesIdEarly: luck.chance(0.3),
    sleepsMs: luck.chance(0.1) ? luck.between(20, 600) : 0,
    rollsBack: sure === undefined && luck.chance(0.05),
  };
}

// Slow ones are as many as one key of two hundred is, halved.
function fateBy(draw: number): Fate {
  if (draw < 0.01) return 'twice';
  if (draw < 0.011) return 'always';
  if (draw < 0.0115) return 'undecodable';
  return draw < 0.014 ? 'slow' : 'plain';
}
