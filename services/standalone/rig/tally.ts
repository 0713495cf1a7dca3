/** What was done to the run, by kind. */
export class Tally {
  relayKills = 0;
  consumerKills = 0;
  /** Consumers that were frozen. */
  readonly zombies = new Set<string>();
  logCrashes = 0;
  logHangs = 0;
  databaseCrashes = 0;
  relaysCut = 0;
  repeated = 0;
  idleWriters = 0;
  clocksShifted = 0;
  restarts = 0;
  /** Ends in good order that did not come, so that the process was killed. */
  unwilling = 0;
  /** Faults that could not be done: nobody was there, or what they needed was broken by another. */
  readonly missed = new Map<string, number>();
}
