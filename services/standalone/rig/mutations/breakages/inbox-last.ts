import type { Breakage } from '../breakage.js';

const file = 'libs/messaging/src/delivery/handler-tables.ts';
const entry = `INSERT INTO inbox (handler, source, event_id)
     SELECT $1, s, x FROM unnest($2::text[], $3::text[]) AS t(s, x) ORDER BY s, x ON CONFLICT DO NOTHING`;

export const inboxLast: Breakage = {
  name: 'inbox-last',
  what: 'the inbox is looked up first and written last',
  why: 'Two that are given one event at a time both find it new: only an entry that is made before the handler runs makes the second one wait.',
  edits: [
    {
      file,
      find: `${entry} RETURNING source, event_id`,
      replace: `SELECT DISTINCT s AS source, x AS event_id FROM unnest($2::text[], $3::text[]) AS t(s, x)
      WHERE NOT EXISTS (SELECT FROM inbox i WHERE i.handler = $1 AND i.source = s AND i.event_id = x)`,
    },
    {
      file,
      find: `  const fresh = new Set(entered.map(`,
      replace: `  // What is executed instead of read goes with the COMMIT.
  tx.execute(\`${entry}\`, [handler, events.map(({ source }) => source), events.map(({ eventId }) => eventId)]);
  const fresh = new Set(entered.map(`,
    },
  ],
  witnesses: [
    {
      file: 'libs/messaging/test/handed-batches.int.spec.ts',
      test: 'a batch that the log hands over to two at once takes effect once: the second waits at the inbox until the first is done, and does nothing',
      shows: 'doubling',
    },
  ],
};
