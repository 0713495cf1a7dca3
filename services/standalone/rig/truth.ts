import type { Evidence, Trace } from './evidence.js';
import { fateOf } from './mark.js';
import { easilyUpset } from './readers.js';

/** Where an event must be in a handler at the end. */
export type Place = 'effective' | 'dead' | 'parked';

/** What was committed, by key and in the order of versions. */
export class Truth {
  readonly byMark = new Map<string, Trace>();
  readonly byKey = new Map<string, Trace[]>();

  /** The writers' word holds; where they do not know, the database decides whether it happened. */
  constructor({ commands, history }: Pick<Evidence, 'commands' | 'history'>) {
    const stored = new Map(history.map((trace) => [trace.mark, trace]));
    for (const { mark, key, outcome, version } of commands) {
      const there = stored.get(mark);
      if (outcome === 'committed') this.#add({ mark, key, version: version ?? 0 });
      else if (outcome === 'unknown' && there !== undefined) this.#add(there);
    }
    for (const traces of this.byKey.values()) traces.sort((one, other) => one.version - other.version);
  }

  /** Where each event of a key belongs in a handler: what fails for ever holds up what comes after it, and nothing else does. */
  places(handler: string, key: string): Map<string, Place> {
    const places = new Map<string, Place>();
    let isHeldUp = false;
    for (const { mark } of this.byKey.get(key) ?? []) {
      const fate = fateOf(mark);
      isHeldUp ||= fate === 'always' && handler === easilyUpset;
      places.set(mark, isHeldUp ? 'parked' : fate === 'undecodable' ? 'dead' : 'effective');
    }
    return places;
  }

  #add(trace: Trace): void {
    this.byMark.set(trace.mark, trace);
    this.byKey.set(trace.key, [...(this.byKey.get(trace.key) ?? []), trace]);
  }
}
