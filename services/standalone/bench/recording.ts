import pg from 'pg';

/** A statement as it went to the server. Statements of one flight were sent together on one connection. */
export interface Sent {
  readonly connection: number;
  readonly flight: number;
  readonly text: string;
  /** As on the wire; a bytea in hexadecimal. */
  readonly values: readonly (string | null)[];
}

interface Asked {
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** Keeps what every connection of this process sends, from the first `take` on. */
export class Recording {
  #sent: Sent[] | null = null;
  #connections = new WeakMap<pg.Client, { number: number; flight: number }>();
  #count = 0;

  constructor() {
    const keep = (client: pg.Client, statement: unknown): void => this.#keep(client, statement);
    const send = pg.Client.prototype.query as (...asked: unknown[]) => unknown;
    pg.Client.prototype.query = function query(this: pg.Client, ...asked: unknown[]): unknown {
      keep(this, asked[0]);
      return send.apply(this, asked);
    } as typeof pg.Client.prototype.query;
  }

  take(): Sent[] {
    const sent = this.#sent ?? [];
    this.#sent = [];
    return sent;
  }

  #keep(client: pg.Client, asked: unknown): void {
    if (this.#sent === null || typeof asked !== 'object' || asked === null || !('statements' in asked)) return;
    const connection = this.#connections.get(client) ?? { number: (this.#count += 1), flight: 0 };
    this.#connections.set(client, connection);
    connection.flight += 1;
    for (const { text, values = [] } of asked.statements as readonly Asked[]) {
      this.#sent.push({
        connection: connection.number,
        flight: connection.flight,
        text,
        values: values.map(onTheWire),
      });
    }
  }
}

function onTheWire(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  return JSON.stringify(value);
}
