import { sentenceOf } from './failure.js';
import type { Incident } from './incident.js';

const firstPauseMs = 200;
const longestPauseMs = 30_000;
const graceMs = 1000;

interface Pause {
  readonly count: number;
  readonly reason: string;
  readonly notBefore: number;
  /** Until then it is ours; a partition that goes to another process meanwhile is its trouble, and ends here by itself. */
  readonly until: number;
}

/** What waits because something that all events need is away: for longer each time, from 0.2 s up to 30 s. */
export class Waiting {
  readonly #pauses = new Map<string, Pause>();

  constructor(private readonly onIncident: (incident: Incident) => void) {}

  /** The places that wait at the moment, with the reason. */
  get places(): ReadonlyMap<string, string> {
    const now = performance.now();
    return new Map(
      [...this.#pauses].filter(([, { until }]) => until > now).map(([place, { reason }]) => [place, reason]),
    );
  }

  /** One more pause; answers its length in milliseconds. */
  begin(place: string, reason: string): number {
    const count = (this.#pauses.get(place)?.count ?? 0) + 1;
    const delayMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(count - 1, 10) * (0.75 + Math.random() / 2));
    const notBefore = performance.now() + delayMs;
    this.#pauses.set(place, { count, reason, notBefore, until: notBefore + delayMs + graceMs });
    if (count === 1) this.onIncident({ what: 'waiting', handler: place, error: reason });
    return delayMs;
  }

  end(place: string): void {
    if (!this.#pauses.delete(place)) return;
    this.onIncident({ what: 'recovered', handler: place, error: 'Events are handled again.' });
  }

  /** Does the work unless it failed just now; for what is done in rounds. */
  async through(place: string, work: () => Promise<void>): Promise<void> {
    if ((this.#pauses.get(place)?.notBefore ?? 0) > performance.now()) return;
    try {
      await work();
      this.end(place);
    } catch (error) {
      this.begin(place, sentenceOf(error));
    }
  }
}
