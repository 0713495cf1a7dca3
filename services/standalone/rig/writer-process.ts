import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RandomIds, SystemClock, systemActor } from '@tributary/kernel';
import { CommandContext, Database, UnitOfWork } from '@tributary/persistence';
import { writers } from './form.js';
import { live } from './life.js';
import { LineFile } from './line-file.js';
import { Luck } from './luck.js';
import { markOf } from './mark.js';
import type { OracleLine } from './oracle.js';
import type { Brief } from './orders.js';
import { tales, taleSchema } from './tale.js';
import { intentOf, type Intent } from './intent.js';

class ChangedMind extends Error {}

const teller = systemActor('teller');

live(async (brief: Brief) => {
  const { name, seed, folder, keys } = brief;
  const database = await Database.open({
    service: 'sales',
    urls: brief.database,
    schemas: [taleSchema],
    migrations: [],
  });
  const unitOfWork = new UnitOfWork({ database, clock: new SystemClock(), ids: new RandomIds() });
  const oracle = new LineFile<OracleLine>(join(folder, `${name}.ndjson`));
  let stopping = false;

  const tell = (mark: string, { key, takesIdEarly, sleepsMs, rollsBack }: Intent): Promise<number> =>
    CommandContext.run({ correlationId: mark, replayed: false }, () =>
      unitOfWork.run(teller, async (tx) => {
        if (takesIdEarly) await tx.read('SELECT pg_current_xact_id()');
        const tale = await tx.load(tales, key);
        tale.tell();
        const { version } = tx.save(tales, tale);
        // All of it is in the transaction now, outbox row and all, and others overtake it.
        if (sleepsMs > 0) await tx.read('SELECT pg_sleep($1)', [sleepsMs / 1000]);
        if (rollsBack) throw new ChangedMind();
        return version;
      }),
    );

  const write = async (hand: number): Promise<void> => {
    const luck = new Luck(`${seed} ${name} ${hand}`);
    for (let nth = 1; !stopping; nth += 1) {
      const intent = intentOf(luck, keys, hand === 0 ? nth : null);
      const mark = markOf(`${name}.${hand}`, nth, intent.fate);
      const note = (outcome: OracleLine['outcome'], version?: number): void =>
        oracle.write({ mark, key: intent.key, outcome, ...(version === undefined ? {} : { version }) });
      note('asked');
      try {
        note('committed', await tell(mark, intent));
      } catch (error) {
        note(error instanceof ChangedMind ? 'rolled back' : 'unknown');
        if (!(error instanceof ChangedMind)) await sleep(500);
      }
      await sleep(luck.between(0.5, 1.5) * writers.pause);
    }
  };

  const writing = Promise.all(Array.from({ length: writers.each }, (_, hand) => write(hand)));
  return {
    stop: async () => {
      stopping = true;
      await writing;
      await database.close();
    },
  };
});
