import type { Clock } from '@tributary/kernel';
import type { Database } from './database.js';

export interface DueWork {
  readonly database: Database;
  readonly clock: Clock;
  /** A statement that answers each `id` that is due at `$1`, the most urgent first, at the most `$2`. It locks nothing. */
  readonly due: string;
  /** Calls the service's verb, which loads with `loadDue`, checks again that it is due, and acts: one transaction. */
  act(id: string): Promise<unknown>;
  /** Milliseconds between two rounds; 1,000 unless told. */
  readonly every?: number;
  /** Ids per round; 100 unless told. */
  readonly batch?: number;
  /** Told of each failure, for the log. */
  onError?(id: string | null, error: unknown): void;
}

export interface Round {
  readonly done: number;
  readonly failed: number;
}

const firstPause = 5_000;
const longestPause = 3_600_000;
const mostBlocked = 10_000;

/** Does what is due, on any number of replicas: one transaction per id; an id that fails waits ever longer and stops nobody else. */
export class DueWorker {
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<Round> | null = null;
  #stopped = true;

  constructor(
    readonly name: string,
    private readonly work: DueWork,
  ) {}

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#round?.catch(() => undefined);
  }

  /** One round; a round already under way is joined. */
  tick(): Promise<Round> {
    this.#round ??= this.#doDue().finally(() => (this.#round = null));
    return this.#round;
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      void this.tick()
        .catch((error: unknown) => this.work.onError?.(null, error))
        .finally(() => {
          if (!this.#stopped) this.#schedule();
        });
    }, this.work.every ?? 1_000);
  }

  async #doDue(): Promise<Round> {
    const now = this.work.clock.now();
    const attempts = await this.#attempts();
    const waiting = new Set([...attempts].filter(([, attempt]) => attempt.nextAt > now).map(([id]) => id));
    const batch = this.work.batch ?? 100;
    // Those that wait may be the most urgent of all: they must not use up the round.
    const due = await this.#vendor<{ id: string }>(this.work.due, [now, batch + waiting.size]);
    const ids = [...new Set(due.map(({ id }) => id))].filter((id) => !waiting.has(id)).slice(0, batch);
    let failed = 0;
    for (const id of ids) {
      const before = attempts.get(id);
      try {
        await this.work.act(id);
        if (before !== undefined)
          await this.#vendor('delete from due_attempt where worker = $1 and id = $2', [this.name, id]);
      } catch (error) {
        failed += 1;
        this.work.onError?.(id, error);
        await this.#postpone(id, (before?.attempts ?? 0) + 1, now, error);
      }
    }
    return { done: ids.length - failed, failed };
  }

  async #attempts(): Promise<Map<string, { attempts: number; nextAt: Date }>> {
    const rows = await this.#vendor<{ id: string; attempts: number; next_at: Date }>(
      `select id, attempts, next_at from due_attempt where worker = $1 order by next_at desc limit ${mostBlocked}`,
      [this.name],
    );
    return new Map(rows.map((row) => [row.id, { attempts: row.attempts, nextAt: row.next_at }]));
  }

  async #postpone(id: string, attempts: number, now: Date, error: unknown): Promise<void> {
    const pause = Math.min(firstPause * 2 ** (attempts - 1), longestPause);
    await this.#vendor(
      `insert into due_attempt(worker, id, attempts, next_at, last_error) values ($1, $2, $3, $4, $5)
       on conflict (worker, id) do update set attempts = excluded.attempts, next_at = excluded.next_at, last_error = excluded.last_error`,
      [this.name, id, attempts, new Date(now.getTime() + pause).toISOString(), String(error).slice(0, 500)],
    );
  }

  async #vendor<Row extends object>(sql: string, values: unknown[]): Promise<Row[]> {
    return (await this.work.database.pool('vendor').query<Row>(sql, values)).rows;
  }
}
