import type { Tell } from './teller-process.js';

/** A way that events take, from whoever tells them to where they take effect. */
export interface Course {
  /** Tells so many and waits until all of them have taken effect. */
  run(order: Tell): Promise<Effects>;
  stop(): Promise<void>;
}

/** Instants in milliseconds since 1970; an effect is told once it is committed. */
export interface Effects {
  readonly latencies: readonly number[];
  readonly firstFact: number;
  readonly lastEffect: number;
}

export interface EventSettings {
  /** Events a second, and for how many seconds, for the latency. */
  readonly rate: number;
  readonly seconds: number;
  /** Told as fast as they can be, for the throughput. */
  readonly flood: number;
}

/** Milliseconds from an event to its effect. */
export interface Latency {
  readonly events: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

/** From the first event to the last effect. */
export interface Flood {
  readonly events: number;
  readonly seconds: number;
  readonly perSecond: number;
}

export interface EventFigures {
  readonly latency: Latency;
  readonly flood: Flood;
}

export async function warmUp(course: Course): Promise<void> {
  await course.run({ do: 'tell', events: 1_000, perTransaction: 100, perSecond: null });
}

/** One event a transaction, at an even pace. */
export async function latencyOf(course: Course, { rate, seconds }: EventSettings): Promise<Latency> {
  const events = rate * seconds;
  const { latencies } = await course.run({ do: 'tell', events, perTransaction: 1, perSecond: rate });
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { events, p50: at(0.5), p99: at(0.99), worst: at(1) };
}

/** 100 events a transaction, one transaction after the other. */
export async function floodOf(course: Course, { flood: events }: EventSettings): Promise<Flood> {
  const effects = await course.run({ do: 'tell', events, perTransaction: 100, perSecond: null });
  const seconds = (effects.lastEffect - effects.firstFact) / 1000;
  return { events, seconds, perSecond: events / seconds };
}

/** Of events and effects that are known by the same names. */
export function effectsOf(facts: ReadonlyMap<string, number>, effects: ReadonlyMap<string, number>): Effects | null {
  const both = [...facts].flatMap(([id, told]) => {
    const effect = effects.get(id);
    return effect === undefined ? [] : [{ told, effect }];
  });
  if (both.length < facts.size) return null;
  const among = (pick: (one: number, other: number) => number, of: (each: (typeof both)[number]) => number): number =>
    both.map(of).reduce((one, other) => pick(one, other));
  return {
    latencies: both.map(({ told, effect }) => effect - told),
    firstFact: among(Math.min, ({ told }) => told),
    lastEffect: among(Math.max, ({ effect }) => effect),
  };
}
