import type pg from 'pg';
import { causeOfFailure, Connection } from './connection.js';
import { translated, type Conflicts } from './database-errors.js';
import type { Answer, Rows } from './flight.js';
import type { KeyOutcome, KeyReservation } from './key-reservation.js';
import type { Statement } from './statement.js';

interface Waiting {
  readonly statement: () => Statement;
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: unknown) => void;
}

/** Thrown into the work of a command whose key belongs to another request: the work has nothing left to do. */
export class KeyLost extends Error {}

/** Where the statements staged by a transaction come from when a flight leaves. */
export interface Staging {
  take(): Statement[];
}

// Named as they read, so that whoever watches the wire knows them.
const begin: Statement = { name: 'BEGIN', text: 'BEGIN' };
const commit: Statement = { name: 'COMMIT', text: 'COMMIT' };

/** One transaction on one connection, opened with its first flight. Reads started in one tick share a flight. */
export class Session {
  conflicts: Conflicts = {};
  /** How many staged statements have left. */
  sent = 0;
  outcome: KeyOutcome | null = null;
  #connection: Promise<Connection> | null = null;
  #settled: Connection | null = null;
  #waiting: Waiting[] = [];
  #scheduled = false;
  #outstanding: Promise<void> = Promise.resolve();
  #failure: unknown = undefined;
  #over = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly scope: Statement,
    readonly reservation: KeyReservation | null,
    private readonly staging: Staging,
  ) {}

  get isOver(): boolean {
    return this.#over;
  }

  get isOpened(): boolean {
    return this.#connection !== null;
  }

  get flights(): number {
    return this.#settled?.flights ?? 0;
  }

  /** A statement that is given as a function is made when its flight leaves. */
  read(asked: Statement | (() => Statement)): Promise<Rows> {
    if (this.#over) return Promise.reject(new Error('The transaction is over.'));
    const statement = typeof asked === 'function' ? asked : () => asked;
    const rows = new Promise<Rows>((resolve, reject) => this.#waiting.push({ statement, resolve, reject }));
    rows.catch(() => undefined); // a read that nobody awaits still fails the commit
    if (!this.#scheduled) {
      this.#scheduled = true;
      process.nextTick(() => {
        this.#scheduled = false;
        if (this.#waiting.length > 0) void this.flush();
      });
    }
    return rows;
  }

  /** Sends what is staged and what waits to be read; resolves when everything sent so far is answered. */
  async flush(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    await this.#fly(waiting, () => this.staging.take());
  }

  async #fly(waiting: readonly Waiting[], stagedNow: () => Statement[]): Promise<void> {
    const before = this.#outstanding;
    const sent = this.#sendFlight(waiting, stagedNow).catch((error: unknown) => {
      this.#failure ??= error;
      for (const each of waiting) each.reject(error);
    });
    this.#outstanding = before.then(() => sent);
    await this.#outstanding;
  }

  async #sendFlight(waiting: readonly Waiting[], stagedNow: () => Statement[]): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const opening = this.#connection === null ? [begin, this.scope, ...(this.reservation?.statements ?? [])] : [];
    const staged = stagedNow();
    this.sent += staged.length;
    if (opening.length + staged.length + waiting.length === 0) return;
    const answers = await this.#send([...opening, ...staged, ...waiting.map((each) => each.statement())]);
    if (opening.length > 0) this.#learnOutcome(answers.slice(2, opening.length));
    const failure = causeOfFailure(answers);
    if (failure !== undefined) throw translated(failure, this.conflicts);
    if (this.outcome !== null && this.outcome.kind !== 'reserved') throw new KeyLost();
    answers
      .slice(opening.length + staged.length)
      .forEach((answer, index) => waiting[index]?.resolve('rows' in answer ? answer.rows : []));
  }

  #learnOutcome(answers: readonly Answer[]): void {
    if (this.reservation !== null && causeOfFailure(answers) === undefined)
      this.outcome = this.reservation.outcome(answers);
  }

  async #send(statements: readonly Statement[]): Promise<Answer[]> {
    this.#connection ??= Connection.from(this.pool);
    this.#settled = await this.#connection;
    return this.#settled.flight(statements);
  }

  /** Flight 2: everything staged, then `last`, then COMMIT. A key that nothing reserved yet is reserved by a flight of its own first. */
  async commit(last: readonly Statement[]): Promise<void> {
    if (this.#waiting.length > 0) await this.flush();
    else await this.reserveKey();
    await this.#outstanding;
    if (this.#failure !== undefined) throw this.#failure;
    const opening = this.isOpened ? [] : [begin, this.scope];
    const answers = await this.#send([...opening, ...this.staging.take(), ...last, commit]);
    this.#over = true;
    const failure = causeOfFailure(answers);
    if (failure !== undefined) throw translated(failure, this.conflicts);
    const end = answers.at(-1);
    if (end === undefined || 'error' in end || end.tag !== 'COMMIT') throw new Error('The transaction did not commit.');
    this.#settled?.release();
  }

  /** Asks for the key in a flight of its own if no flight has left; afterwards `outcome` is known. */
  async reserveKey(): Promise<void> {
    if (!this.isOpened && this.reservation !== null) await this.#fly([], () => []);
  }

  /** From here on this transaction can only fail. */
  poison(error: unknown): void {
    this.#failure ??= error;
  }

  async rollBack(): Promise<void> {
    this.#over = true;
    for (const each of this.#waiting.splice(0)) each.reject(new Error('The transaction is over.'));
    await this.#outstanding;
    if (this.#settled === null) return;
    await this.#settled.rollBack();
    this.#settled.release();
  }
}
