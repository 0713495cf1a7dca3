import type { Pool, PoolClient } from 'pg';
import { type NewRecord, UnknownTopic } from '../event-log.js';

interface Append {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly NewRecord[];
  readonly deadlineMs: number;
}

interface Waiting extends Append {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const mostTogether = 16;

/** Appends that are asked for in one tick are one statement: one commit waits for the disk, not one for each partition. */
export class Appends {
  #waiting: Waiting[] = [];

  constructor(private readonly pool: Pool) {}

  add(append: Append): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...append, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#send());
    });
  }

  #send(): void {
    // In one order, or two appenders of the same partitions would wait for each other.
    const waiting = this.#waiting
      .splice(0)
      .sort((a, b) => Number(placeOf(a) > placeOf(b)) - Number(placeOf(a) < placeOf(b)));
    for (let from = 0; from < waiting.length; from += mostTogether)
      void this.#together(waiting.slice(from, from + mostTogether));
  }

  async #together(some: readonly Waiting[]): Promise<void> {
    try {
      await this.#store(some);
      for (const { resolve } of some) resolve();
    } catch (error) {
      const isRefused = (error as { code?: string }).code !== undefined || error instanceof UnknownTopic;
      if (some.length === 1 || !isRefused) return some.forEach(({ reject }) => reject(error));
      // One of them may have been the reason: each for itself.
      for (const each of some) await this.#store([each]).then(each.resolve, each.reject);
    }
  }

  async #store(some: readonly Append[]): Promise<void> {
    const calls = some.map((_, at) => `log_append(${[1, 2, 3, 4, 5, 6].map((n) => `$${at * 6 + n}`).join(', ')})`);
    const deadlineMs = Math.min(...some.map((each) => each.deadlineMs));
    await withDeadline(this.pool, deadlineMs, (client) =>
      client.query({
        name: `log_append_${some.length}`,
        text: `SELECT ${calls.join(', ')}`,
        values: some.flatMap(({ topic, partition, records }) => [
          topic,
          partition,
          records.map(({ id }) => id),
          records.map(({ key }) => key),
          records.map(({ headers }) => JSON.stringify(headers)),
          records.map(({ value }) => value),
        ]),
      }),
    ).catch((error: unknown) => {
      const [only] = some;
      throw (error as { code?: string }).code === 'TB404' && only !== undefined ? new UnknownTopic(only.topic) : error;
    });
  }
}

const placeOf = ({ topic, partition }: Append): string => `${topic} ${String(partition).padStart(6, '0')}`;

/** Past the deadline the outcome is unknown; the connection is given up, so that nothing of it can reach a later use. */
async function withDeadline<T>(pool: Pool, deadlineMs: number, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  const client = await pool.connect();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The log did not answer within ${deadlineMs} ms.`)),
      Math.max(0, deadline - Date.now()),
    );
  });
  let failure: Error | undefined;
  try {
    const answer = work(client);
    answer.catch(() => undefined);
    return await Promise.race([answer, late]);
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    clearTimeout(timer);
    const known = failure === undefined || (failure as { code?: string }).code !== undefined;
    client.release(known ? undefined : failure);
  }
}
