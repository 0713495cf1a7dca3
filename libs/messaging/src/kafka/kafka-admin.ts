import type { Admin } from 'kafkajs';
import { before, within } from './before.js';
import { isLeaderless, kafkaClient, mustGo, type KafkaOptions } from './kafka-client.js';
import { KafkaConnections } from './kafka-connections.js';
import { LogClosed } from './log-closed.js';

const closeMs = 5_000;
// kafkajs waits for ever on brokers that fall silent, or hang up, while it signs in.
const answerMs = 30_000;

interface Open {
  readonly connections: KafkaConnections;
  readonly admin: Promise<Admin>;
}

/** Asks the brokers about topics and groups. A client that could not is given up, the next question has a new one. */
export class KafkaAdmin {
  #open: Open | null = null;
  #isClosed = false;

  constructor(private readonly options: KafkaOptions) {}

  async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new LogClosed();
    const open = (this.#open ??= this.#connect());
    try {
      return await within(answerMs, open.admin.then(question), () => new Error('The brokers do not answer.'));
    } catch (error) {
      if (mustGo(error) || isLeaderless(error)) {
        if (this.#open === open) this.#open = null;
        void end(open);
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const open = this.#open;
    this.#open = null;
    if (open !== null) await end(open);
  }

  #connect(): Open {
    const connections = new KafkaConnections(this.options.sockets);
    const admin = kafkaClient(this.options, connections).admin();
    return { connections, admin: admin.connect().then(() => admin) };
  }
}

async function end({ connections, admin }: Open): Promise<void> {
  const ended = admin.then((each) => each.disconnect()).catch(() => undefined);
  await before(closeMs, ended);
  connections.cut();
}
