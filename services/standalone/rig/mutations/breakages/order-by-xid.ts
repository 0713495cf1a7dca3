import type { Breakage } from '../breakage.js';

export const orderByXid: Breakage = {
  name: 'order-by-xid',
  what: 'the relay sends by the transactions that wrote, not by the numbers of the rows',
  why: 'A transaction gets its id when it first writes anything, long before it may wait for the aggregate that another one then changes first.',
  edits: [
    {
      file: 'libs/messaging/src/relay/relay-statements.ts',
      find: 'WHERE shard = $1 ORDER BY seq LIMIT $2',
      replace: 'WHERE shard = $1 ORDER BY xmin::text::bigint, seq LIMIT $2',
    },
  ],
  witnesses: [
    {
      file: 'libs/messaging/src/relay/outbox-numbers.int.spec.ts',
      test: 'the numbers of the outbox put the rows of a key in their order, whichever transaction was begun first',
      shows: 'order',
    },
  ],
};
