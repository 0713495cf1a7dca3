import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import type { ReceivedEvent } from '@tributary/contracts';
import { UnitOfWork } from '@tributary/persistence';
import { On } from '../src/on.decorator.js';
import type { Relay } from '../src/relay/relay.js';
import type { RigLogs } from './rig-logs.js';
import { Rig, tester } from './rig.js';
import { stories, Story } from './story.js';
import { toldV1 } from './told.events.js';
import { until } from './until.js';

@Controller()
class Reader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @On(toldV1, 'reader')
  async react({ subject, data }: ReceivedEvent<{ n: number }>): Promise<void> {
    await this.unitOfWork.run(tester, async (tx) =>
      tx.execute('INSERT INTO effect (handler, key, n) VALUES ($1, $2, $3)', ['reader', subject, data.n]),
    );
  }
}

const keyCount = 50;
const writerCount = 12;
const commandsPerWriter = 60;
const patience = 90_000;

/** What must hold on every log, from the outbox to the effect. */
export function twelveWriters(name: string, makeLogs: () => Promise<RigLogs>): void {
  describe(`twelve who write the same hot keys, by ${name},`, () => {
    let rig: Rig;
    const keys = Array.from({ length: keyCount }, () => randomUUID());

    beforeAll(async () => {
      rig = await Rig.open(makeLogs);
    }, 180_000);
    afterAll(() => rig.close(), patience);
    afterEach(() => rig.reset(), patience);

    const begin = () =>
      rig.db.unitOfWork.run(tester, async (tx) => {
        for (const key of keys) tx.save(stories, Story.begin(key));
      });

    // Some commit late, some are rolled back; what counts is only what a commit confirmed.
    const tell = async (confirmed: Map<string, number>, relays: readonly Relay[]) => {
      const key = keys[Math.floor(Math.random() * keyCount)]!;
      const luck = Math.random();
      try {
        const { version } = await rig.db.unitOfWork.run(tester, async (tx) => {
          if (luck < 0.3) await tx.read('SELECT pg_current_xact_id()');
          const story = await tx.load(stories, key);
          story.tell();
          const saved = tx.save(stories, story);
          if (luck > 0.9) await new Promise((resolve) => setTimeout(resolve, 20));
          if (luck > 0.45 && luck < 0.5) throw new Error('changed my mind');
          return saved;
        });
        confirmed.set(key, Math.max(confirmed.get(key) ?? 1, version));
        for (const relay of relays) relay.wake();
      } catch (error) {
        if (!(error instanceof Error && error.message === 'changed my mind')) throw error;
      }
    };

    it(
      'lose nothing, see nothing twice and nothing out of order, with three relays and two consumers that are disturbed',
      async () => {
        await begin();
        const relays = [await rig.relay(), await rig.relay(), await rig.relay()];
        const { server } = await rig.serve([Reader]);
        await rig.serve([Reader]);
        const confirmed = new Map(keys.map((key) => [key, 1]));
        let writing = true;
        const trouble = (async () => {
          while (writing) {
            await new Promise((resolve) => setTimeout(resolve, 150));
            // The relays' connections between acknowledgement and delete, and every reader's of the log.
            await rig.db.adminQuery(
              `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'relay'`,
            );
            if (Math.random() < 0.3) await rig.disturbLog();
          }
        })();
        await Promise.all(
          Array.from({ length: writerCount }, async () => {
            for (let n = 0; n < commandsPerWriter; n += 1) await tell(confirmed, relays);
          }),
        );
        writing = false;
        await trouble;
        await rig.drained(server, patience);
        for (const key of keys) {
          const upTo = confirmed.get(key)!;
          expect(await rig.numbers('reader', key)).toEqual(Array.from({ length: upTo }, (_, i) => i + 1));
        }
        const failures = await Promise.all(relays.map(async (relay) => (await relay.figures()).failures));
        expect(failures.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0);
      },
      2 * patience,
    );

    it(
      'a consumer that slept past its lease is fenced, and its events take effect once',
      async () => {
        let asleep = true;
        let woken: () => void = () => undefined;
        const sleep = new Promise<void>((resolve) => (woken = resolve));
        @Controller()
        class Sleeper {
          constructor(private readonly unitOfWork: UnitOfWork) {}

          @On(toldV1, 'reader')
          async react(event: ReceivedEvent<{ n: number }>): Promise<void> {
            if (asleep) await sleep;
            await new Reader(this.unitOfWork).react(event);
          }
        }
        Reflect.defineMetadata('design:paramtypes', [UnitOfWork], Sleeper);
        const slept = rig.log();
        const zombie = await rig.serve([Sleeper], { log: slept });
        await rig.publish(toldV1, 'a', 1, 2, 3);
        const relay = await rig.relay();
        await until(async () => (await rig.db.adminQuery('SELECT FROM outbox')).length === 0, patience);
        await until(
          async () =>
            (
              await rig.db.adminQuery(
                `SELECT FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()`,
              )
            ).length > 0,
          patience,
        );
        // While it sleeps its time runs out and the partition is another's.
        const wakeLog = await rig.strand(slept);
        const { server } = await rig.serve([Reader]);
        asleep = false;
        await rig.publish(toldV1, 'a', 4);
        relay.wake();
        // The heir comes to the same events, and waits for what the sleeper has entered.
        await until(
          async () =>
            (
              await rig.db.adminQuery(
                `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
              )
            ).length > 0,
          patience,
        );
        woken();
        wakeLog();
        await rig.drained(server, patience);
        expect(await rig.numbers('reader', 'a')).toEqual([1, 2, 3, 4]);
        expect((await zombie.server.figures()).handled + (await server.figures()).handled).toBe(4);
      },
      2 * patience,
    );
  });
}
