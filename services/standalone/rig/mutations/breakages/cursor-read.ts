import type { Breakage } from '../breakage.js';

export const cursorRead: Breakage = {
  name: 'cursor-read',
  what: 'the relay reads on from the highest number that it has sent',
  why: 'Numbers are given out when rows are inserted, and commit in another order: whoever commits late under an early number is never read.',
  edits: [
    {
      file: 'libs/messaging/src/relay/relay-statements.ts',
      find: 'WHERE shard = $1 ORDER BY seq LIMIT $2',
      replace: 'WHERE shard = $1 AND seq > $3 ORDER BY seq LIMIT $2',
    },
    {
      file: 'libs/messaging/src/relay/relay.ts',
      find: 'values: [shard, this.options.batchSize ?? 500],',
      replace: 'values: [shard, this.options.batchSize ?? 500, this.#cursors.get(shard) ?? 0],',
    },
    {
      file: 'libs/messaging/src/relay/relay.ts',
      find: `  readonly #topics = new Map<string, number>();
`,
      replace: `  readonly #topics = new Map<string, number>();
  readonly #cursors = new Map<number, string>();
`,
    },
    {
      file: 'libs/messaging/src/relay/relay.ts',
      find: `    return sent.length;
`,
      replace: `    if (sent.length > 0) this.#cursors.set(shard, sent[sent.length - 1]!.seq);
    return sent.length;
`,
    },
  ],
  witnesses: [
    {
      file: 'libs/messaging/src/relay/outbox-numbers.int.spec.ts',
      test: 'the numbers of the outbox lose no row that commits under an early number when later numbers are long gone',
      shows: 'loss',
    },
  ],
};
