import 'reflect-metadata';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { ReceivedEvent } from '@tributary/contracts';
import { RandomIds, SystemClock, systemActor } from '@tributary/kernel';
import { eventLogFromConfig, EventsServer, On } from '@tributary/messaging';
import { Database, type Transaction, UnitOfWork } from '@tributary/persistence';
import { live, notify } from './life.js';
import { LineFile } from './line-file.js';
import { fateOf } from './mark.js';
import type { Observation } from './observations.js';
import type { Brief } from './orders.js';
import { easilyUpset, patient } from './readers.js';
import { taleSchema, taleTold } from './tale.js';
import { watch } from './watched-log.js';

const reader = systemActor('reader');
const lingerMs = 700;
const slowMs = 120;
const attempts = new Map<string, number>();
let lingers = 0;

/** The handlers: the same event in two, so that neither may disturb the other. */
@Controller()
class Readers {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @On(taleTold, easilyUpset)
  upset(event: ReceivedEvent<{ n: number }>): Promise<void> {
    return this.#react(easilyUpset, event);
  }

  @On(taleTold, patient)
  calm(event: ReceivedEvent<{ n: number }>): Promise<void> {
    return this.#react(patient, event);
  }

  #react(handler: string, { subject, data, correlationid: mark = '' }: ReceivedEvent<{ n: number }>): Promise<void> {
    return this.unitOfWork.run(reader, async (tx) => {
      tx.execute('INSERT INTO effect (handler, key, n, mark) VALUES ($1, $2, $3, $4)', [
        handler,
        subject,
        data.n,
        mark,
      ]);
      if (lingers > 0) await linger(tx);
      await misbehave(handler, mark, tx);
    });
  }
}

/** In the middle of the transaction, with what it wrote so far. */
async function linger(tx: Transaction): Promise<void> {
  lingers -= 1;
  await tx.read('SELECT 1');
  notify('lingering');
  await sleep(lingerMs);
}

async function misbehave(handler: string, mark: string, tx: Transaction): Promise<void> {
  const fate = fateOf(mark);
  if (fate === 'slow') await sleep(slowMs);
  const attempt = (attempts.get(`${handler} ${mark}`) ?? 0) + 1;
  const fails = fate === 'twice' ? attempt <= 2 : fate === 'always' && handler === easilyUpset;
  if (!fails) return;
  attempts.set(`${handler} ${mark}`, attempt);
  // Its effect has reached the database: only the rollback takes it back.
  await tx.read('SELECT 1');
  throw new Error(`${mark} is too much.`);
}

live(async ({ name, folder, database: urls, log: config }: Brief) => {
  const observed = new LineFile<Observation & { at: number }>(join(folder, `${name}.ndjson`));
  const at = (): number => performance.timeOrigin + performance.now();
  const database = await Database.open({ service: 'sales', urls, schemas: [taleSchema], migrations: [] });
  const unitOfWork = new UnitOfWork({ database, clock: new SystemClock(), ids: new RandomIds() });
  let closing = false;
  const log = await eventLogFromConfig(config);
  watch(
    log,
    (saw, place) => observed.write({ at: at(), who: name, saw, place }),
    () => closing,
  );
  const server = new EventsServer({
    service: 'sales',
    log,
    unitOfWork,
    database,
    retrySchedule: [0.3, 0.6, 1],
    retryEveryMs: 200,
  });

  @Module({ controllers: [Readers], providers: [{ provide: UnitOfWork, useValue: unitOfWork }] })
  class Consumer {}
  const app = await NestFactory.createMicroservice(Consumer, { strategy: server, logger: ['error', 'warn'] });
  await app.listen();

  let counted = 0;
  const counting = setInterval(() => {
    const duplicates = [...server.handlers().values()].reduce((sum, each) => sum + each.duplicates, 0);
    if (duplicates > counted) observed.write({ at: at(), who: name, saw: 'duplicates', count: duplicates });
    counted = duplicates;
  }, 100);
  return {
    linger: () => void (lingers += 1),
    stop: async () => {
      closing = true;
      clearInterval(counting);
      await app.close();
      await log.close();
      await database.close();
    },
  };
});
