import { kafkaBroker, type KafkaBroker } from '@tributary/testing';
import type { EventLog } from '../../src/event-log.js';
import type { RigLogs } from '../rig-logs.js';
import { ReachableLog } from './reachable-log.js';

/** A broker for the tests of one file. What a test has drained the next one does not see. */
export class KafkaRigLogs implements RigLogs {
  readonly #clients = new Map<EventLog, ReachableLog>();

  private constructor(private readonly broker: KafkaBroker) {}

  static async make(): Promise<KafkaRigLogs> {
    return new KafkaRigLogs(await kafkaBroker());
  }

  open(): EventLog {
    const client = new ReachableLog({ ...this.broker, partitions: 2 });
    this.#clients.set(client.log, client);
    return client.log;
  }

  async disturb(): Promise<void> {
    for (const client of this.#clients.values()) {
      client.cut();
      client.reopen();
    }
  }

  async strand(log: EventLog): Promise<() => void> {
    const client = this.#clients.get(log)!;
    client.cut();
    return () => client.reopen();
  }

  async clear(): Promise<void> {
    this.#clients.clear();
  }

  dispose(): Promise<void> {
    return this.broker.stop();
  }
}
