import type { Kafka, Message, Producer, RecordMetadata } from 'kafkajs';
import { before } from './before.js';
import type { KafkaConnections } from './kafka-connections.js';

/** A producer that can be given up, so that it sends nothing afterwards: not even what it was about to repeat. */
export class KafkaSender {
  readonly #producer: Promise<Producer>;

  constructor(
    kafka: Pick<Kafka, 'producer'>,
    private readonly connections: KafkaConnections,
  ) {
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
      retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2_000 },
      // Asked at every attempt. What it throws ends the attempts.
      createPartitioner:
        () =>
        ({ message }) => {
          if (this.connections.isCut) throw new TypeError('This producer was given up.');
          return message.partition ?? 0;
        },
    });
    this.#producer = producer.connect().then(() => producer);
    this.#producer.catch(() => undefined);
  }

  /** To one partition: of several, kafkajs may leave one out and tell nobody (its issue 1303). */
  async send(topic: string, messages: Message[], timeoutMs: number): Promise<RecordMetadata[]> {
    const producer = await this.#producer;
    return producer.send({ topic, messages, acks: -1, timeout: Math.max(1, Math.ceil(timeoutMs)) });
  }

  giveUp(): void {
    this.connections.cut();
    void this.#producer.then((producer) => producer.disconnect()).catch(() => undefined);
  }

  /** Lets what is on its way end, at most for the time. */
  async close(withinMs: number): Promise<void> {
    const ended = this.#producer.then((producer) => producer.disconnect()).catch(() => undefined);
    await before(withinMs, ended);
    this.connections.cut();
  }
}
