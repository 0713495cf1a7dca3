import type { Kafka, Message, Producer, RecordMetadata } from 'kafkajs';
import type { NewRecord } from '../event-log.js';

// Brokers take batches of up to a mebibyte unless told otherwise.
const largestSend = 900_000;
const perRecord = 100;

/** Brings records to the brokers. A producer that did not answer in time is given up, so that nothing it does later is waited for. */
export class KafkaAppender {
  #producer: Promise<Producer> | null = null;

  constructor(private readonly kafka: Kafka) {}

  /** All of the records in order, acknowledged by every copy that the brokers demand. */
  async append(topic: string, partition: number, records: readonly NewRecord[], deadlineMs: number): Promise<void> {
    const deadline = performance.now() + deadlineMs;
    for (const piece of pieces(records.map((record) => messageOf(record, partition)))) {
      await this.#within(deadline - performance.now(), deadlineMs, (producer) =>
        // One partition per send: of several, kafkajs may leave one out and tell nobody (its issue 1303).
        producer.send({
          topic,
          acks: -1,
          timeout: Math.max(1, Math.ceil(deadline - performance.now())),
          messages: piece,
        }),
      ).then((answers) => mustBeStored(answers, topic, partition));
    }
  }

  async close(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    await producer?.then((each) => each.disconnect()).catch(() => undefined);
  }

  async #within<T>(leftMs: number, deadlineMs: number, work: (producer: Producer) => Promise<T>): Promise<T> {
    const connected = (this.#producer ??= this.#connect());
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const refuse = (): void => reject(new Error(`The log did not answer within ${deadlineMs} ms.`));
      timer = setTimeout(refuse, Math.max(0, leftMs));
    });
    const answer = connected.then(work);
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      if (this.#producer === connected) this.#producer = null;
      void connected.then((each) => each.disconnect()).catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    await producer.connect();
    return producer;
  }
}

function messageOf({ id, key, headers, value }: NewRecord, partition: number): Message {
  return { key, value, partition, headers: { ...headers, ce_id: id } };
}

function* pieces(messages: readonly Message[]): Generator<Message[]> {
  let piece: Message[] = [];
  let size = 0;
  for (const message of messages) {
    const bytes = perRecord + (message.value?.length ?? 0) + JSON.stringify(message.headers).length;
    if (piece.length > 0 && size + bytes > largestSend) {
      yield piece;
      piece = [];
      size = 0;
    }
    piece.push(message);
    size += bytes;
  }
  if (piece.length > 0) yield piece;
}

function mustBeStored(answers: readonly RecordMetadata[], topic: string, partition: number): void {
  const stored = answers.filter(
    (answer) => answer.topicName === topic && answer.partition === partition && answer.errorCode === 0,
  );
  if (stored.length !== 1)
    throw new Error(`No broker has acknowledged the records for partition ${partition} of ${topic}.`);
}
