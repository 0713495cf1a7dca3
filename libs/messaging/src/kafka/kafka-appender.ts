import type { Message, RecordMetadata } from 'kafkajs';
import { AppendedInPart, type NewRecord } from '../event-log.js';
import { brokerCode, mustGo } from './kafka-client.js';
import type { KafkaSender } from './kafka-sender.js';
import { LogClosed } from './log-closed.js';

// Brokers take batches of up to a mebibyte unless told otherwise.
const largestSend = 900_000;
const perRecord = 100;
const closeMs = 5_000;

/** Brings records to the brokers. */
export class KafkaAppender {
  #sender: KafkaSender | null = null;
  #isClosed = false;

  constructor(private readonly newSender: () => KafkaSender) {}

  /** All of the records in order, acknowledged by every copy that the brokers demand. */
  async append(topic: string, partition: number, records: readonly NewRecord[], deadlineMs: number): Promise<void> {
    const deadline = performance.now() + deadlineMs;
    let stored = 0;
    const store = async (piece: Message[]): Promise<void> => {
      try {
        mustBeStored(await this.#within(deadline - performance.now(), deadlineMs, topic, piece), topic, partition);
        stored += piece.length;
      } catch (error) {
        if (brokerCode(error) !== 'MESSAGE_TOO_LARGE') throw error;
        if (piece.length === 1) throw tooLarge(topic, piece[0]!, error);
        const half = Math.ceil(piece.length / 2);
        await store(piece.slice(0, half));
        await store(piece.slice(half));
      }
    };
    try {
      for (const piece of pieces(records.map((record) => messageOf(record, partition)))) await store(piece);
    } catch (error) {
      throw stored === 0 ? error : new AppendedInPart(stored, error);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const sender = this.#sender;
    this.#sender = null;
    await sender?.close(closeMs);
  }

  /** A producer that does not answer in time is given up for good: what it repeated later would come after what is sent meanwhile. */
  async #within(leftMs: number, deadlineMs: number, topic: string, messages: Message[]): Promise<RecordMetadata[]> {
    if (this.#isClosed) throw new LogClosed();
    const sender = (this.#sender ??= this.newSender());
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const refuse = (): void => reject(new Error(`The log did not answer within ${deadlineMs} ms.`));
      timer = setTimeout(refuse, Math.max(0, leftMs));
    });
    try {
      return await Promise.race([sender.send(topic, messages, leftMs), late]);
    } catch (error) {
      if (mustGo(error)) {
        if (this.#sender === sender) this.#sender = null;
        sender.giveUp();
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function messageOf({ id, key, headers, value }: NewRecord, partition: number): Message {
  return { key, value, partition, headers: { ...headers, ce_id: id } };
}

function* pieces(messages: readonly Message[]): Generator<Message[]> {
  let piece: Message[] = [];
  let size = 0;
  for (const message of messages) {
    const bytes = sizeOf(message);
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

function sizeOf({ key, value, headers }: Message): number {
  return perRecord + (key?.length ?? 0) * 3 + (value?.length ?? 0) + Buffer.byteLength(JSON.stringify(headers));
}

/** Until an operator lets the topic take it, it stays where it came from, and behind it what goes to the same partition. */
function tooLarge(topic: string, message: Message, cause: unknown): Error {
  const id = String(message.headers?.['ce_id']);
  const sentence = `${topic} does not take the event ${id}: its about ${sizeOf(message)} bytes are over the topic's max.message.bytes. Raise that.`;
  return new Error(sentence, { cause });
}

function mustBeStored(answers: readonly RecordMetadata[], topic: string, partition: number): void {
  const stored = answers.filter(
    (answer) => answer.topicName === topic && answer.partition === partition && answer.errorCode === 0,
  );
  if (stored.length !== 1)
    throw new Error(`No broker has acknowledged the records for partition ${partition} of ${topic}.`);
}
