import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Batch, LogRecord, NewRecord } from '../../src/event-log.js';
import type { KafkaOptions } from '../../src/kafka/kafka-client.js';
import { KafkaEventLog } from '../../src/kafka/kafka-event-log.js';

/** A client of the log, as a process of its own would be, whose way to the brokers can be cut and opened again. */
export class ReachableLog {
  readonly sockets = new Set<Socket>();
  readonly log: KafkaEventLog;
  /** Sees each connection as it is opened. */
  onSocket: (socket: Socket) => void = () => undefined;
  #isOpen = true;

  constructor(options: KafkaOptions) {
    this.log = new KafkaEventLog({
      sessionMs: 6_000,
      sockets: ({ host, port, onConnect }) => {
        if (!this.#isOpen) throw new Error('There is no way to the brokers.');
        const socket = connect({ host, port }, onConnect);
        this.sockets.add(socket.once('close', () => this.sockets.delete(socket)));
        this.onSocket(socket);
        return socket;
      },
      ...options,
    });
  }

  cut(): void {
    this.#isOpen = false;
    for (const socket of this.sockets) socket.destroy(new Error('The connection was cut.'));
  }

  reopen(): void {
    this.#isOpen = true;
  }
}

export function record(n: number, key = 'k', value: Buffer | null = Buffer.from(String(n))): NewRecord {
  return { id: `${key}-${n}-${randomUUID()}`, key, headers: { number: String(n) }, value };
}

export const numberOf = ({ headers }: Pick<LogRecord, 'headers'>): number => Number(headers['number']);

/** All of the batch has taken effect. */
export const commitAll = (batch: Batch): Promise<void> => batch.commit(batch.records.at(-1)!.position + 1);

/** Timers of this process that keep it from ending. */
export const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
