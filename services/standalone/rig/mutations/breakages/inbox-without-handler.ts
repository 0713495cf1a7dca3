import type { Breakage } from '../breakage.js';

export const inboxWithoutHandler: Breakage = {
  name: 'inbox-without-handler',
  what: 'the inbox knows events, not which handler took them',
  why: 'What the first handler of an event has done the second one is told to have done too.',
  edits: [
    {
      file: 'libs/persistence/src/platform-migration.ts',
      find: `PRIMARY KEY (handler, source, event_id));
CREATE INDEX inbox_at`,
      replace: `PRIMARY KEY (source, event_id));
CREATE INDEX inbox_at`,
    },
  ],
  witnesses: [
    {
      file: 'libs/messaging/test/handed-batches.int.spec.ts',
      test: 'a batch that the log hands over takes effect in every handler of an event: what one has done says nothing of the others',
      shows: 'loss',
    },
  ],
};
