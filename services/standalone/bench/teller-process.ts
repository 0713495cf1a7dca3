import { accountCreatedV1 } from '@tributary/contracts';
import { RandomIds, SystemClock, systemActor } from '@tributary/kernel';
import { eventLogFromConfig, type LogConfig, Relay } from '@tributary/messaging';
import { Database, UnitOfWork, type ServiceDatabase } from '@tributary/persistence';
import { setTimeout as sleep } from 'node:timers/promises';
import { obey } from './child.js';

export interface StartTeller {
  readonly do: 'start';
  readonly database: ServiceDatabase;
  readonly log: LogConfig;
}

/** Commits new accounts: so many in one transaction, and no more than so many a second. */
export interface Tell {
  readonly do: 'tell';
  readonly events: number;
  readonly perTransaction: number;
  readonly perSecond: number | null;
}

const clock = new SystemClock();
const ids = new RandomIds();
const teller = systemActor('presales');
let closing: (() => Promise<unknown>)[] = [];
let unitOfWork: UnitOfWork | null = null;

async function start({ database: urls, log: config }: StartTeller): Promise<void> {
  const database = await Database.open({ service: 'presales', urls, schemas: [], migrations: [] });
  const log = await eventLogFromConfig(config);
  const relay = new Relay({ database, log });
  unitOfWork = new UnitOfWork({ database, clock, ids });
  unitOfWork.onCommit(() => relay.wake());
  await relay.start();
  closing = [() => relay.stop(), () => log.close(), () => database.close()];
}

async function tell({ events, perTransaction, perSecond }: Tell): Promise<void> {
  const startedAt = performance.now();
  const { account } = accountCreatedV1.sample;
  const committed: Promise<void>[] = [];
  for (let told = 0; told < events; told += perTransaction) {
    if (perSecond !== null) await sleep(Math.max(0, startedAt + (told / perSecond) * 1000 - performance.now()));
    const commit = unitOfWork!.run(teller, async (tx) => {
      for (let at = 0; at < perTransaction; at += 1) {
        const id = ids.next();
        tx.execute('INSERT INTO told(id) VALUES ($1)', [id]);
        tx.publish(accountCreatedV1.of(id, { account: { ...account, id } }), 1);
      }
    });
    committed.push(commit);
    if (perSecond === null) await commit;
  }
  await Promise.all(committed);
}

obey<StartTeller | Tell>(
  (order) => (order.do === 'start' ? start(order) : tell(order)),
  async () => {
    for (const close of closing) await close();
  },
);
