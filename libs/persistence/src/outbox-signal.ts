import type pg from 'pg';

/** Relays of other processes may LISTEN here; they poll anyway. */
export const outboxChannel = 'tributary_outbox';

const quietMs = 50;

/** Tells other processes that the outbox has rows: debounced and on its own, because within the command it would serialise all commits. */
export class OutboxSignal {
  #timer: NodeJS.Timeout | null = null;

  constructor(private readonly pool: pg.Pool) {}

  ring(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      if (!this.pool.ending) this.pool.query(`NOTIFY ${outboxChannel}`).catch(() => undefined);
    }, quietMs).unref();
  }
}
