import type { Breakage } from '../breakage.js';

export const offsetBeforeCommit: Breakage = {
  name: 'offset-before-commit',
  what: 'a batch is acknowledged before its effects are committed',
  why: 'A process that ends in between has told the log that it is done with what it has not done.',
  edits: [
    {
      file: 'libs/messaging/src/delivery/consumption.ts',
      find: `    let failure: unknown;
`,
      replace: `    await batch.commit(batch.records[batch.records.length - 1]!.position + 1);
    let failure: unknown;
`,
    },
  ],
  witnesses: [
    {
      file: 'libs/messaging/test/handed-batches.int.spec.ts',
      test: 'a batch that the log hands over is acknowledged when its effects are committed, not before: what is lost with the process comes again',
      shows: 'loss',
    },
    {
      file: 'libs/messaging/test/handed-batches.int.spec.ts',
      test: 'a batch that the log hands over is not acknowledged while the database is away, so that no event of it is lost',
      shows: 'loss',
    },
  ],
};
