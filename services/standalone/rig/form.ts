export type LogKind = 'postgres' | 'kafka';

/** How long a run is, and how often what befalls it. Milliseconds throughout. */
export interface Form {
  readonly name: 'short' | 'long';
  readonly length: number;
  /** So much longer at most, if it has not hurt enough by then. */
  readonly grace: number;
  /** What it takes long to come back from comes one after the other: a short run must have all of it. */
  readonly oneAtATime: boolean;
  /** How long the log takes a silent consumer for alive. */
  readonly lease: number;
  readonly zombieFor: number;
  readonly idleWriterFor: number;
  readonly hangFor: number;
  /** A fault that is not named does not come. */
  readonly every: {
    readonly killRelay: number;
    readonly killConsumer: number;
    readonly zombie: number;
    readonly crashLog: number;
    /** Connections stay and nothing answers. Only Kafka can. */
    readonly hangLog?: number;
    readonly crashDatabase: number;
    readonly cutRelays: number;
    readonly repeatBatch: number;
    readonly idleWriter: number;
    readonly shiftClock: number;
    readonly rollingRestart: number;
  };
}

export const drainWithin = 30_000;
/** Processes of each kind. */
export const troupe = { relay: 3, consumer: 2, writer: 4 } as const;
/** In each writing process, and the milliseconds between two commands of one. */
export const writers = { each: 3, pause: 130 };
export const keys = 200;
export const partitions = 6;

/** Everything at least once in the time that a check of every change may take. */
export function shortForm(log: LogKind): Form {
  return {
    name: 'short',
    length: 70_000,
    grace: 40_000,
    oneAtATime: true,
    lease: log === 'kafka' ? 6_000 : 3_000, // brokers refuse less
    zombieFor: 9_000,
    idleWriterFor: 20_000,
    hangFor: 4_000,
    every: {
      killRelay: 1_000,
      killConsumer: 7_000,
      zombie: 24_000,
      crashLog: log === 'kafka' ? 55_000 : 26_000, // a broker is long in coming back
      ...(log === 'kafka' ? { hangLog: 60_000 } : {}),
      crashDatabase: 31_000,
      cutRelays: 4_000,
      repeatBatch: 8_000,
      idleWriter: 35_000,
      shiftClock: 12_000,
      rollingRestart: 48_000,
    },
  };
}

export function longForm(log: LogKind, minutes: number): Form {
  return {
    name: 'long',
    length: minutes * 60_000,
    grace: 0,
    oneAtATime: false,
    lease: log === 'kafka' ? 8_000 : 5_000,
    zombieFor: 15_000,
    idleWriterFor: 20_000,
    hangFor: 6_000,
    every: {
      killRelay: 1_000,
      killConsumer: 7_000,
      zombie: 40_000,
      crashLog: 60_000,
      ...(log === 'kafka' ? { hangLog: 75_000 } : {}),
      crashDatabase: 70_000,
      cutRelays: 5_000,
      repeatBatch: 10_000,
      idleWriter: 60_000,
      shiftClock: 20_000,
      rollingRestart: 120_000,
    },
  };
}
