import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { type ConsumeOptions, Fenced, type LogRecord, RedeliverAfter } from '../event-log.js';
import { Doorbell } from '../doorbell.js';
import { GroupTables, type Place } from './group-tables.js';

const pollMs = 250;
const claimEveryMs = 1000;
const longestPauseMs = 30_000;
const drainMs = 30_000;

/** A partition that this member holds. `position` is the next record that is not committed. */
interface Held extends Place {
  position: number;
  failures: number;
  notBefore: number;
  running: Promise<void> | null;
  readonly lost: AbortController;
}

/**
 * One reader of a group. It holds its fair share of the partitions by lease and gives each one's records to `onBatch`,
 * one batch of a partition at a time. The epoch in the table fences a member whose lease went while it was asleep.
 */
export class GroupMember {
  /** Why the database cannot be read at the moment; null while it can. */
  failure: string | null = null;
  readonly #tables: GroupTables;
  readonly #held = new Map<string, Held>();
  readonly #bell = new Doorbell();
  readonly #batchSize: number;
  readonly #concurrency: number;
  #loop: Promise<void> = Promise.resolve();
  #closing: Promise<void> | null = null;
  #share = 0;
  #partitions = 0;
  #renewAt = 0;
  #claimAt = 0;

  constructor(
    pool: Pool,
    private readonly options: ConsumeOptions,
    private readonly leaseMs: number,
  ) {
    this.#tables = new GroupTables(pool, options.group, randomUUID(), options.topics, leaseMs);
    this.#batchSize = options.batchSize ?? 100;
    this.#concurrency = options.concurrency ?? 4;
  }

  async join(): Promise<void> {
    this.#partitions = await this.#tables.enter();
    this.#loop = this.#run();
  }

  wake(): void {
    this.#bell.ring();
  }

  close(): Promise<void> {
    this.#closing ??= this.#leave();
    return this.#closing;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#closing) {
      try {
        await this.#keepLeases();
        await this.#claim();
        await this.#start();
        this.failure = null;
        failures = 0;
        await this.#bell.wait(this.#idleMs());
      } catch (error) {
        this.failure = error instanceof Error ? error.message : String(error);
        failures += 1;
        await this.#bell.wait(pause(failures));
      }
    }
  }

  async #leave(): Promise<void> {
    this.#bell.ring();
    await this.#loop;
    const running = [...this.#held.values()].map((held) => {
      held.lost.abort();
      return held.running ?? Promise.resolve();
    });
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([Promise.all(running), new Promise((resolve) => (timer = setTimeout(resolve, drainMs)))]);
    clearTimeout(timer);
    await this.#tables.leave().catch(() => undefined);
    this.#held.clear();
  }

  async #keepLeases(): Promise<void> {
    if (performance.now() < this.#renewAt) return;
    this.#renewAt = performance.now() + this.leaseMs / 3;
    const { members, places } = await this.#tables.renew();
    this.#share = Math.ceil(this.#partitions / members);
    const mine = new Map(places.map((place) => [nameOf(place), place]));
    for (const held of [...this.#held.values()]) {
      if (mine.get(nameOf(held))?.epoch !== held.epoch) this.#lose(held);
    }
    // A claim whose answer was lost with the connection shows up here.
    for (const place of places) if (!this.#held.has(nameOf(place))) this.#hold(place);
  }

  async #claim(): Promise<void> {
    const excess = [...this.#held.values()]
      .filter(({ running }) => !running)
      .slice(0, Math.max(0, this.#held.size - this.#share));
    for (const held of excess) {
      await this.#tables.release(held);
      this.#lose(held);
    }
    if (this.#held.size >= this.#share || performance.now() < this.#claimAt) return;
    this.#claimAt = performance.now() + claimEveryMs;
    for (const place of await this.#tables.claim(this.#share - this.#held.size)) this.#hold(place);
  }

  async #start(): Promise<void> {
    const now = performance.now();
    const all = [...this.#held.values()];
    const room = this.#concurrency - all.filter(({ running }) => running !== null).length;
    const ready = all.filter(({ running, notBefore }) => !running && notBefore <= now);
    if (room <= 0 || ready.length === 0) return;
    for (const { place, end, records } of await this.#tables.fetch(ready, room, this.#batchSize)) {
      const held = this.#held.get(nameOf(place));
      if (!held || held.running) continue;
      // Retention took what was there: go on behind it.
      held.running = (
        records.length === 0 ? this.#commit(held, end).catch(() => undefined) : this.#deliver(held, records)
      ).finally(() => {
        held.running = null;
        this.#bell.ring();
      });
    }
  }

  async #deliver(held: Held, records: readonly LogRecord[]): Promise<void> {
    try {
      await this.options.onBatch({
        topic: held.topic,
        partition: held.partition,
        records,
        signal: held.lost.signal,
        commit: (next) => this.#commit(held, next),
      });
      held.failures = 0;
      if (held.position <= records[records.length - 1]!.position) held.notBefore = performance.now() + pollMs;
    } catch (error) {
      if (error instanceof Fenced) return;
      held.failures += 1;
      held.notBefore = performance.now() + (error instanceof RedeliverAfter ? error.delayMs : pause(held.failures));
    }
  }

  async #commit(held: Held, next: number): Promise<void> {
    if (!(await this.#tables.commit(held, next))) {
      this.#lose(held);
      throw new Fenced(held.topic, held.partition);
    }
    held.position = next;
  }

  #hold(place: Place & { position: number }): void {
    this.#held.set(nameOf(place), { ...place, failures: 0, notBefore: 0, running: null, lost: new AbortController() });
  }

  #lose(held: Held): void {
    held.lost.abort();
    if (this.#held.get(nameOf(held)) === held) this.#held.delete(nameOf(held));
  }

  #idleMs(): number {
    const now = performance.now();
    const dues = [...this.#held.values()]
      .filter(({ running, notBefore }) => !running && notBefore > now)
      .map(({ notBefore }) => notBefore);
    return Math.max(1, Math.min(pollMs, this.#renewAt - now, ...dues.map((due) => due - now)));
  }
}

function nameOf({ topic, partition }: { topic: string; partition: number }): string {
  return `${partition}/${topic}`;
}

function pause(failures: number): number {
  return Math.min(longestPauseMs, 100 * 2 ** Math.min(failures, 10)) * (0.75 + Math.random() / 2);
}
