import type { Breakage } from '../breakage.js';

export const chainedHandlers: Breakage = {
  name: 'chained-handlers',
  what: 'the handlers of an event are run one after the other as one, as the stock server does',
  why: 'One that fails takes the others back with it, and every further try runs them again.',
  edits: [
    {
      file: 'libs/messaging/src/events-server.ts',
      find: `    this.#bound.set(id, bound);
`,
      replace: `    const other = [...this.#bound.values()].find(({ calls }) => calls.has(pattern));
    if (other !== undefined) {
      const head = handlerOf({ ...other, calls: new Map(other.calls) });
      const next = handlerOf({ ...bound, calls: new Map([[pattern, callback]]) });
      other.calls.set(pattern, (async (event: ReceivedEvent) => {
        await head.invoke(event);
        await next.invoke(event);
      }) as unknown as MessageHandler);
      return;
    }
    this.#bound.set(id, bound);
`,
    },
  ],
  witnesses: [
    {
      file: 'libs/messaging/test/handed-batches.int.spec.ts',
      test: 'a batch that the log hands over takes effect once in a handler whose neighbor fails (second fails)',
      shows: 'isolation',
    },
    {
      file: 'libs/messaging/test/handed-batches.int.spec.ts',
      test: 'a batch that the log hands over takes effect once in a handler whose neighbor fails (first fails)',
      shows: 'isolation',
    },
  ],
};
