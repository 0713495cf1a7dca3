import type { Breakage } from '../breakage.js';

export const twoBatchesInFlight: Breakage = {
  name: 'two-batches-in-flight',
  what: 'relays do not lock the shard that they send',
  why: 'The second batch of a shard may reach the log before the first, and both send what neither has deleted yet.',
  edits: [
    {
      file: 'libs/messaging/src/relay/relay-statements.ts',
      find: 'LIMIT 1 FOR UPDATE OF s SKIP LOCKED',
      replace: 'LIMIT 1',
    },
  ],
  witnesses: [
    {
      file: 'libs/messaging/src/relay/relay.int.spec.ts',
      test: 'the relay rule 5: one batch of a shard is on its way at a time a second relay leaves the shard alone until the first batch is acknowledged',
      shows: 'order',
    },
  ],
};
