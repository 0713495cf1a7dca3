import type { Breakage } from '../breakage.js';

export const deleteUpToMax: Breakage = {
  name: 'delete-up-to-max',
  what: 'the relay deletes everything up to the last number that it sent',
  why: 'A row with a lower number may have been committed after the batch was read: it goes without having been sent.',
  edits: [
    {
      file: 'libs/messaging/src/relay/relay-statements.ts',
      find: 'WHERE shard = $1 AND seq = ANY ($2)',
      replace: 'WHERE shard = $1 AND seq <= (SELECT max(x) FROM unnest($2::bigint[]) AS t(x))',
    },
  ],
  witnesses: [
    {
      file: 'libs/messaging/src/relay/relay.int.spec.ts',
      test: 'the relay rule 4: exactly what was acknowledged is deleted a row that commits late under an early number is sent',
      shows: 'loss',
    },
  ],
};
