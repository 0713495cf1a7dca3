import type { Consumer, EachBatchPayload } from 'kafkajs';
import { Fenced } from '../event-log.js';
import { before, within } from './before.js';
import { brokerCode, kafkaClient, type KafkaOptions } from './kafka-client.js';
import { KafkaConnections } from './kafka-connections.js';

const leaveMs = 10_000;
// Longer than a group takes to give out its partitions; kafkajs itself waits for ever on brokers that fall silent, or hang up, while it signs in.
const openMs = 90_000;
const largestFetch = 32 * 1024 * 1024;
// At least what brokers take as one batch unless told otherwise: of a larger one behind others they give nothing.
const largestOfPartition = 1_100_000;
const lostGroup = new Set(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'REBALANCE_IN_PROGRESS', 'FENCED_INSTANCE_ID']);

export interface SessionOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly sessionMs: number;
  /** The group has given out its partitions anew. */
  readonly onJoined: () => void;
  readonly onFetched: (session: KafkaSession, fetched: EachBatchPayload) => Promise<void>;
}

/** One stay in a group. It ends by leaving, or by an error that kafkajs takes for hopeless: a new one is a new client, with nothing left of the old. */
export class KafkaSession {
  /** Resolves with the error that ended it. */
  readonly failed: Promise<Error>;
  readonly #connections: KafkaConnections;
  readonly #consumer: Consumer;
  readonly #joined: Promise<void>;
  #isJoining = false;
  #refused: Error | null = null;

  constructor(
    kafka: KafkaOptions,
    private readonly options: SessionOptions,
  ) {
    const { group, sessionMs, onJoined } = options;
    this.#connections = new KafkaConnections(kafka.sockets);
    const consumer = kafkaClient(kafka, this.#connections).consumer({
      groupId: group,
      sessionTimeout: sessionMs,
      heartbeatInterval: Math.floor(sessionMs / 10),
      rebalanceTimeout: 60_000,
      maxWaitTimeInMs: 250,
      maxBytes: largestFetch,
      maxBytesPerPartition: largestOfPartition,
      allowAutoTopicCreation: false,
      // Started again by kafkajs, a consumer may outlive its own disconnect: we do it.
      retry: { retries: 8, initialRetryTime: 100, maxRetryTime: 2_000, restartOnFailure: () => Promise.resolve(false) },
    });
    this.#consumer = consumer;
    this.failed = new Promise((resolve) => {
      consumer.on('consumer.crash', ({ payload }) => resolve(payload.error));
      // Between the two halves of a join its connection broke, and kafkajs reads on with what it had before: it beats as a new member, whom the group
      // waits for or has given partitions to, and commits as the old one, whom nobody knows.
      consumer.on('consumer.fetch_start', () => {
        if (this.#isJoining) resolve(new Error('The connection broke while the group gave out its partitions.'));
      });
    });
    consumer.on('consumer.network.request', ({ payload }) => {
      if (payload.apiName === 'JoinGroup') this.#isJoining = true;
    });
    this.#joined = new Promise((resolve) => {
      consumer.on('consumer.group_join', () => {
        this.#isJoining = false;
        this.#refused = null;
        onJoined();
        resolve();
      });
    });
    // Nothing but marks of transactions: nobody handles it, so nobody else would tell the brokers.
    consumer.on('consumer.end_batch_process', ({ payload: { batchSize, topic, partition, lastOffset } }) => {
      if (batchSize === 0) this.commit(topic, partition, Number(lastOffset) + 1).catch(() => undefined);
    });
  }

  /** Resolves when the group has given partitions to it; throws what keeps it from that. */
  open(): Promise<void> {
    return within(openMs, this.#open(), () => new Error('The brokers did not let it into the group in time.'));
  }

  async #open(): Promise<void> {
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 1_000,
      eachBatch: (fetched) => this.options.onFetched(this, fetched),
    });
    await Promise.race([this.#joined, this.failed.then((error) => Promise.reject(error))]);
  }

  /** Never beyond what was handled. Who comes too late for its generation may set it back: then something is delivered again, which readers must bear anyway. */
  async commit(topic: string, partition: number, next: number): Promise<void> {
    try {
      await this.#consumer.commitOffsets([{ topic, partition, offset: String(next) }]);
    } catch (error) {
      if (!lostGroup.has(brokerCode(error) ?? '')) throw error;
      this.#refused = error as Error;
      throw new Fenced(topic, partition);
    }
  }

  /** Throws what the brokers answered to a commit of this stay: told so, kafkajs joins again, also where its heartbeats go through or are not sent. */
  checkMembership(): void {
    if (this.#refused !== null) throw this.#refused;
  }

  /** However it stands with the brokers, nothing is left of it in the end. */
  async leave(): Promise<void> {
    await before(
      leaveMs,
      this.#consumer.disconnect().catch(() => undefined),
    );
    this.#connections.cut();
  }
}
