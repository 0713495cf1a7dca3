import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog } from '@tributary/messaging';
import type { Luck } from './luck.js';

const share = 0.4;
const longestMs = 150;

/** From now on the log's acknowledgements are slow to come, as from a broker that has much to do: what can happen between acknowledgement and deletion has time to. */
export function makeSluggish(log: EventLog, luck: Luck): void {
  const append = log.append.bind(log);
  log.append = async (...parameters) => {
    await append(...parameters);
    if (luck.chance(share)) await sleep(luck.between(0, longestMs));
  };
}
