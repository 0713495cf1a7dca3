import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog, Extent, LogRecord } from '@tributary/messaging';
import { connected } from '../bench/connected.js';
import type { Cast } from './cast.js';
import { troupe, type Form, type LogKind } from './form.js';
import { LineFile } from './line-file.js';
import { Luck } from './luck.js';
import type { Kind, Member } from './member.js';
import type { Act, Fault } from './schedule.js';
import { taleTold } from './tale.js';
import type { Tally } from './tally.js';
import type { World } from './world.js';

const hour = 3_600_000;
const stopPatience = 20_000;
const patience = 10_000;
const newest = 40;
/** What it takes long to come back from. */
const severe: ReadonlySet<Fault> = new Set<Fault>(['zombie', 'crashLog', 'hangLog', 'crashDatabase']);
/** A zombie learns in this time that it is one. */
const awakening = 3_000;

/** What can befall a run. */
export class Faults {
  readonly #diary: LineFile<object>;
  readonly #seen = new Map<number, LogRecord[]>();
  #extents: readonly Extent[] = [];
  #repeating: Promise<void> = Promise.resolve();
  #severe: Promise<void> = Promise.resolve();

  constructor(
    private readonly cast: Cast,
    private readonly world: World,
    private readonly log: EventLog,
    private readonly kind: LogKind,
    private readonly form: Form,
    private readonly tally: Tally,
    folder: string,
  ) {
    this.#diary = new LineFile(join(folder, 'faults.ndjson'));
  }

  /** Resolves when it is over: what was broken is back. */
  async commit(act: Act): Promise<void> {
    this.#note(act.fault, 'due');
    if (!this.form.oneAtATime || !severe.has(act.fault)) return this.#try(act, performance.now());
    const due = performance.now();
    const turn = this.#severe.then(() => this.#try(act, due));
    this.#severe = turn;
    return turn;
  }

  /** What cannot be done, because nobody is there or another fault is in the way, is tried again for a while. */
  async #try({ fault, seed }: Act, due: number): Promise<void> {
    const until = due + Math.min(patience, this.form.every[fault] ?? patience);
    for (const luck = new Luck(seed); ; await sleep(100)) {
      try {
        await this.#deeds[fault](luck);
        return this.#note(fault, 'over');
      } catch (error) {
        if (performance.now() < until) continue;
        this.#note(fault, 'given up');
        const sentence = `${fault}: ${error instanceof Error ? error.message : String(error)}`;
        this.tally.missed.set(sentence, (this.tally.missed.get(sentence) ?? 0) + 1);
        return;
      }
    }
  }

  readonly #deeds: Record<Fault, (luck: Luck) => Promise<void>> = {
    killRelay: async (luck) => {
      await this.#pick('killRelay', 'relay', luck).kill();
      this.tally.relayKills += 1;
    },
    killConsumer: async (luck) => {
      const victim = this.#pick('killConsumer', 'consumer', luck);
      if (luck.chance(0.5)) await victim.lingering(2_000);
      await victim.kill();
      this.tally.consumerKills += 1;
    },
    zombie: async (luck) => {
      const victim = this.#pick('zombie', 'consumer', luck);
      victim.isFrozen = true;
      try {
        if (luck.chance(0.7)) await victim.lingering(patience);
        await victim.freeze(this.form.zombieFor);
        await sleep(awakening);
      } finally {
        victim.isFrozen = false;
      }
      this.tally.zombies.add(victim.name);
    },
    crashLog: async () => {
      await this.world.log.crash();
      this.tally.logCrashes += 1;
    },
    hangLog: async () => {
      await this.world.log.hang(this.form.hangFor);
      this.tally.logHangs += 1;
    },
    crashDatabase: async () => {
      await this.world.databases.crash();
      this.tally.databaseCrashes += 1;
    },
    cutRelays: () => this.#cutRelays(),
    repeatBatch: (luck) => {
      this.#repeating = this.#repeating.catch(() => undefined).then(() => this.#repeatBatch(luck));
      return this.#repeating;
    },
    idleWriter: () => this.#idleWriter(),
    shiftClock: async (luck) => {
      const kind = luck.pick(['relay', 'consumer', 'writer'] as const)!;
      this.#pick('shiftClock', kind, luck).shift(luck.chance(0.5) ? hour : -hour);
      this.tally.clocksShifted += 1;
    },
    rollingRestart: async () => {
      await Promise.all((['relay', 'consumer', 'writer'] as const).map((kind) => this.#restartAll(kind)));
    },
  };

  #note(fault: Fault, what: string, whom?: string): void {
    this.#diary.write({ at: performance.timeOrigin + performance.now(), fault, what, whom });
  }

  /** A consumer is taken only from several: what it leaves is another's at once, which is when it hurts. */
  #pick(fault: Fault, kind: Kind, luck: Luck): Member {
    const there = this.cast.active(kind);
    const victim = luck.pick(there);
    if (victim === undefined || (kind === 'consumer' && there.length === 1))
      throw new Error(`${there.length} of kind ${kind} were there`);
    this.#note(fault, 'falls on', victim.name);
    return victim;
  }

  /** One after the other. */
  async #restartAll(kind: Kind): Promise<void> {
    for (let nth = 1; nth <= troupe[kind]; nth += 1) {
      const member = await this.cast.inPart(kind, nth, patience);
      if (member === undefined) continue;
      if (!(await member.stop(stopPatience))) this.tally.unwilling += 1;
      this.tally.restarts += 1;
    }
  }

  /** A relay whose connection is idle in its transaction has read its rows and not yet deleted them: they are on their way to the log, or there. */
  async #cutRelays(): Promise<void> {
    await connected(this.world.adminUrl, async (admin) => {
      for (const until = performance.now() + 1_500; performance.now() < until; await sleep(2)) {
        const { rowCount } = await admin.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'relay' AND state = 'idle in transaction' AND query LIKE '%FROM outbox WHERE shard%'`,
        );
        this.tally.relaysCut += rowCount ?? 0;
        if (rowCount !== 0) return;
      }
    });
  }

  /** What is new on the log comes once more, as from a producer that had no answer; or the group is sent back to where it has been. */
  async #repeatBatch(luck: Luck): Promise<void> {
    if (this.kind === 'postgres' && luck.chance(0.4)) return this.#sendBack(luck);
    this.#extents = await this.log.replay({
      topics: [taleTold.topic],
      after: this.#extents,
      onBatch: async ({ partition, records }) => {
        this.#seen.set(partition, [...(this.#seen.get(partition) ?? []), ...records].slice(-newest));
      },
    });
    const [partition, records] = luck.pick([...this.#seen]) ?? [0, []];
    // The log of PostgreSQL knows an id again: there only another record can tell of the same event.
    const again = records.map((record) => ({ ...record, id: this.kind === 'kafka' ? record.id : randomUUID() }));
    await this.log.append(taleTold.topic, partition, again, 10_000);
    this.tally.repeated += 1;
  }

  async #sendBack(luck: Luck): Promise<void> {
    await connected(this.world.logUrl!, (admin) =>
      admin.query(
        `UPDATE log_group SET next_position = greatest(0, next_position - $1), owner = NULL, lease_until = NULL, epoch = epoch + 1
          WHERE partition = (SELECT partition FROM log_group ORDER BY md5(partition || $2) LIMIT 1)`,
        [newest, String(luck.next())],
      ),
    );
    this.tally.repeated += 1;
  }

  /** It holds back the oldest transaction of the whole server. */
  async #idleWriter(): Promise<void> {
    await connected(this.world.elsewhereUrl, async (idle) => {
      await idle.query('BEGIN; CREATE TABLE IF NOT EXISTS note (at timestamptz); INSERT INTO note VALUES (now())');
      this.tally.idleWriters += 1;
      await sleep(this.form.idleWriterFor);
      await idle.query('COMMIT').catch(() => undefined);
    });
  }
}
