import type { Breakage } from '../breakage.js';

const file = 'libs/messaging/src/kafka/kafka-appender.ts';

export const multiPartitionSend: Breakage = {
  name: 'multi-partition-send',
  what: 'what is appended to several partitions of a topic goes in one send, which is believed',
  why: 'kafkajs asks no broker twice that has answered once: a partition whose leader moved to such a broker meanwhile is sent to nobody, and the send succeeds.',
  needsKafka: true,
  edits: [
    {
      file,
      find: `    const deadline = performance.now() + deadlineMs;
`,
      replace: `    if (records.length > 0) return this.#together(topic, records.map((record) => messageOf(record, partition)), deadlineMs);
    const deadline = performance.now() + deadlineMs;
`,
    },
    {
      file,
      find: `  async close(): Promise<void> {
`,
      replace: `  readonly #gathering = new Map<string, { messages: Message[]; sent: Promise<void> }>();

  #together(topic: string, messages: Message[], deadlineMs: number): Promise<void> {
    const others = this.#gathering.get(topic);
    if (others !== undefined) {
      others.messages.push(...messages);
      return others.sent;
    }
    const gathered = [...messages];
    const sent = new Promise((resolve) => setTimeout(resolve, 20)).then(async () => {
      this.#gathering.delete(topic);
      await this.#within(deadlineMs, deadlineMs, topic, gathered);
    });
    this.#gathering.set(topic, { messages: gathered, sent });
    return sent;
  }

  async close(): Promise<void> {
`,
    },
  ],
  witnesses: [
    {
      file: 'libs/messaging/test/kafka-moved-leader.int.spec.ts',
      test: 'partitions whose leader moves while they are appended to lose nothing that was answered for',
      shows: 'loss',
    },
  ],
};
