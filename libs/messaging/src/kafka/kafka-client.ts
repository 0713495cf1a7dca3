import { Kafka, logLevel, type ISocketFactory, type KafkaConfig, type SASLOptions } from 'kafkajs';
import type { ConnectionOptions } from 'node:tls';
import { takeForeignCompression } from './foreign-compression.js';
import { KafkaConnections } from './kafka-connections.js';
import { calmRequestQueues } from './kafka-request-queue.js';

export interface KafkaOptions {
  /** `host:port` of some brokers; they name the rest. */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** Encrypted connections; `true` trusts the authorities that Node trusts. */
  readonly tls?: boolean | ConnectionOptions;
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  /** Partitions of a topic that is created without saying; 12 if not given. */
  readonly partitions?: number;
  /** Copies of each partition of a topic that is created; the brokers' own default if not given. */
  readonly replicas?: number;
  /** How long an event is kept, in days; 30 if not given. Compacted topics keep the last record of each key. */
  readonly retentionDays?: number;
  /** How long a silent member keeps its partitions, in milliseconds; 30 s if not given. */
  readonly sessionMs?: number;
  /** How long a handler may take for a batch before the partition counts as failing, in milliseconds; 30 s if not given. */
  readonly handlerMs?: number;
  /** Opens the connections to brokers, for whoever must go through something. */
  readonly sockets?: ISocketFactory;
}

/** kafkajs says nothing by itself: what it has to tell comes as errors, and those we report. */
export function kafkaClient(options: KafkaOptions, connections = new KafkaConnections(options.sockets)): Kafka {
  calmRequestQueues();
  takeForeignCompression();
  const { brokers, clientId = 'tributary', tls, sasl } = options;
  const config: KafkaConfig = {
    brokers: [...brokers],
    clientId,
    connectionTimeout: 5_000,
    authenticationTimeout: 10_000,
    requestTimeout: 15_000,
    enforceRequestTimeout: true,
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 5_000 },
    logLevel: logLevel.NOTHING,
    socketFactory: connections.socket,
    ...(tls === undefined ? {} : { ssl: tls }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl } as SASLOptions }),
  };
  return new Kafka(config);
}

/** The error code that a broker answered: UNKNOWN_TOPIC_OR_PARTITION and so on; also of an error behind retries. */
export function brokerCode(error: unknown): string | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { type } = each as { type?: unknown };
    if (typeof type === 'string') return type;
  }
  return undefined;
}

/** Whether a client is of no use any more: it did not get through, or it insists on a topic that was deleted, whatever it is asked about others. */
export function mustGo(error: unknown): boolean {
  const code = brokerCode(error);
  return code === undefined || code === 'UNKNOWN_TOPIC_OR_PARTITION';
}

/** A partition has no leader for the moment, or another than the client knows: one that asks anew will find it. */
export function isLeaderless(error: unknown): boolean {
  return ['NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE'].includes(brokerCode(error) ?? '');
}
