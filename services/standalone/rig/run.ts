import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RandomIds, SystemClock, systemActor } from '@tributary/kernel';
import { eventLogFromConfig } from '@tributary/messaging';
import { CommandContext, Database, UnitOfWork } from '@tributary/persistence';
import { connected } from '../bench/connected.js';
import { Cast } from './cast.js';
import { drain } from './drain.js';
import { gather } from './evidence.js';
import { Faults } from './faults.js';
import { drainWithin, type Form, keys as keyCount, type LogKind, troupe } from './form.js';
import { LineFile } from './line-file.js';
import { markOf } from './mark.js';
import { sightsOf } from './observations.js';
import { hasHurtEnough } from './pains.js';
import type { OracleLine } from './oracle.js';
import type { Outcome } from './report.js';
import { scheduleOf } from './schedule.js';
import { Tale, tales, taleSchema } from './tale.js';
import { Tally } from './tally.js';
import { verdictOn } from './verdict.js';
import { createWorld, type World } from './world.js';

export interface Run {
  readonly kind: LogKind;
  readonly form: Form;
  readonly seed: string;
  readonly folder: string;
  readonly say: (line: string) => void;
  /** What must be ended, however the run ends. */
  readonly closing: (() => Promise<unknown>)[];
}

const patience = 60_000;

/** Writers, relays and consumers at work while things break; then quiet, and a look at what has come of it. */
export async function run({ kind, form, seed, folder, say, closing }: Run): Promise<Outcome> {
  say('starting the servers');
  const world = await createWorld(kind, form, folder, closing);
  const keys = await begin(world, folder);
  const log = await eventLogFromConfig(world.logConfig);
  closing.unshift(() => log.close());
  const cast = new Cast({ seed, folder, database: world.service, log: world.logConfig, keys });
  closing.unshift(() => cast.killAll());
  for (const kind of ['relay', 'consumer', 'writer'] as const) cast.enter(kind, troupe[kind]);
  for (const kind of ['relay', 'consumer', 'writer'] as const) {
    for (let nth = 1; nth <= troupe[kind]; nth += 1) {
      if ((await cast.inPart(kind, nth, patience)) === undefined) throw new Error(`${kind} ${nth} does not begin.`);
    }
  }
  const tally = new Tally();
  const faults = new Faults(cast, world, log, kind, form, tally, folder);
  say(`at work for ${form.length / 1000} s`);
  const startedAt = performance.now();
  const underWay: Promise<void>[] = [];
  // A machine that has no time for all of it gets a little more.
  for (const act of scheduleOf({ ...form, length: form.length + form.grace }, seed)) {
    if (act.at > form.length && hasHurtEnough(tally, sightsOf(folder))) break;
    await sleep(Math.max(0, startedAt + act.at - performance.now()));
    underWay.push(faults.commit(act));
  }
  await cast.dismiss('writer', patience);
  await Promise.all(underWay);
  say('no more faults, draining');
  const drained = await drain(world, log, 3 * drainWithin, say);
  await Promise.all([cast.dismiss('relay', patience), cast.dismiss('consumer', patience)]);
  say('looking at what there is');
  const evidence = await connected(world.adminUrl, (admin) => gather(folder, admin, log));
  return {
    evidence,
    tally,
    sights: sightsOf(folder),
    drain: drained,
    deserters: cast.deserters,
    verdict: verdictOn(evidence),
  };
}

/** The first event of every key, committed before anything happens. */
async function begin(world: World, folder: string): Promise<string[]> {
  const database = await Database.open({
    service: 'sales',
    urls: world.service,
    schemas: [taleSchema],
    migrations: [],
  });
  const unitOfWork = new UnitOfWork({ database, clock: new SystemClock(), ids: new RandomIds() });
  const oracle = new LineFile<OracleLine>(join(folder, 'writer-0.ndjson'));
  const keys = Array.from({ length: keyCount }, () => randomUUID());
  for (const [nth, key] of keys.entries()) {
    const mark = markOf('writer-0', nth, 'plain');
    const { version } = await CommandContext.run({ correlationId: mark, replayed: false }, () =>
      unitOfWork.run(systemActor('teller'), async (tx) => tx.save(tales, Tale.begin(key))),
    );
    oracle.write({ mark, key, outcome: 'committed', version });
  }
  await database.close();
  return keys;
}
