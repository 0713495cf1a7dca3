import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog } from '@tributary/messaging';
import { connected } from '../bench/connected.js';
import type { World } from './world.js';

const group = 'tributary.sales';

export interface Drain {
  /** Milliseconds until nothing was on its way any more; null if that never came. */
  readonly took: number | null;
  /** What was still on its way at the last look. */
  readonly left: string;
}

/** Waits until all that was committed has been through relay, log and handlers. */
export async function drain(
  world: World,
  log: EventLog,
  patienceMs: number,
  say: (line: string) => void,
): Promise<Drain> {
  const startedAt = performance.now();
  let told = '';
  const telling = setInterval(() => say(told), 5_000);
  for (let left = ''; ; await sleep(100)) {
    left = await leftIn(world, log).catch((error: unknown) => `not to be seen: ${String(error)}`);
    const took = performance.now() - startedAt;
    told = left;
    if (left !== '' && took <= patienceMs) continue;
    clearInterval(telling);
    return { took: left === '' ? took : null, left };
  }
}

async function leftIn(world: World, log: EventLog): Promise<string> {
  const waiting = await connected(world.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ outbox: number; parked: number; backlog: number }>(
      `SELECT (SELECT count(*) FROM outbox)::int AS outbox, (SELECT count(*) FROM parked_key WHERE NOT dead)::int AS parked,
              (SELECT count(*) FROM backlog)::int AS backlog`,
    );
    return rows[0]!;
  });
  const lag = await log.lag(group);
  const figures = {
    'in the outbox': waiting.outbox,
    'keys to be retried': waiting.parked,
    'places that a stopped handler has to catch up on': waiting.backlog,
    'not taken from the log': lag,
  };
  return Object.entries(figures)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}
