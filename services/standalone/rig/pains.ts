import type { Sights } from './observations.js';
import type { Tally } from './tally.js';

export interface Pain {
  readonly name: string;
  readonly count: number;
  readonly wanted: number;
}

/** A run counts only if it hurt: so often at least. */
export function painsOf(tally: Tally, sights: Sights): Pain[] {
  const pain = (name: string, count: number, wanted: number): Pain => ({ name, count, wanted });
  return [
    pain('a relay was killed', tally.relayKills, 10),
    pain('a consumer was killed', tally.consumerKills, 2),
    pain('a partition changed hands', sights.rebalances, 2),
    pain('a zombie was fenced', [...tally.zombies].filter((name) => sights.fenced.includes(name)).length, 1),
    pain('the inbox knew an event', sights.inboxDuplicates, 1),
    pain('the log crashed', tally.logCrashes, 1),
    pain('the service database crashed', tally.databaseCrashes, 1),
    pain('a relay lost its connection between acknowledgement and deletion', tally.relaysCut, 1),
    pain('a batch was repeated', tally.repeated, 1),
    pain('a writer idled elsewhere', tally.idleWriters, 1),
    pain('a clock went wrong', tally.clocksShifted, 3),
    pain('a process was restarted in good order', tally.restarts, 5),
  ];
}

export function hasHurtEnough(tally: Tally, sights: Sights): boolean {
  return painsOf(tally, sights).every(({ count, wanted }) => count >= wanted);
}
