import type { Breakage } from '../breakage.js';

export const inboxLast: Breakage = {
  name: 'inbox-last',
  what: 'the inbox is looked up first and written last',
  why: 'Two that are given one event at a time both find it new: only an entry that is made before the handler runs makes the second one wait.',
  edits: [
    {
      file: 'libs/messaging/src/delivery/handler-delivery.ts',
      find: `        enterInbox(tx, id, events),
        parkedAmong(`,
      replace: `        notInInbox(tx, id, events),
        parkedAmong(`,
    },
    {
      file: 'libs/messaging/src/delivery/handler-delivery.ts',
      find: '      return { reactions, duplicates',
      replace: `      await enterInbox(tx, id, events);
      return { reactions, duplicates`,
    },
    {
      file: 'libs/messaging/src/delivery/handler-delivery.ts',
      find: 'import { bury, enterInbox,',
      replace: 'import { bury, notInInbox, enterInbox,',
    },
    {
      file: 'libs/messaging/src/delivery/handler-tables.ts',
      find: '/** The keys whose earlier events wait.',
      replace: `export async function notInInbox(
  tx: Transaction,
  handler: string,
  events: readonly Incoming[],
): Promise<Set<Incoming>> {
  const known = await tx.read<{ source: string; event_id: string }>(
    'SELECT source, event_id FROM inbox WHERE handler = $1 AND event_id = ANY ($2::text[])',
    [handler, events.map(({ eventId }) => eventId)],
  );
  const names = new Set(known.map(({ source, event_id }) => \`\${event_id} \${source}\`));
  return new Set(
    events.filter(({ source, eventId }) => {
      const name = \`\${eventId} \${source}\`;
      return !names.has(name) && names.add(name);
    }),
  );
}

/** The keys whose earlier events wait.`,
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
