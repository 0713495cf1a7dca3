import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import type { ReceivedEvent } from '@tributary/contracts';
import { UnitOfWork } from '@tributary/persistence';
import { Client } from 'pg';
import { On } from '../src/on.decorator.js';
import type { Relay } from '../src/relay/relay.js';
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

describe('twelve who write the same hot keys', () => {
  let rig: Rig;
  const keys = Array.from({ length: keyCount }, () => randomUUID());

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());
  afterEach(() => rig.reset());

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

  it('lose nothing, see nothing twice and nothing out of order, with three relays and two consumers that are disturbed', async () => {
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
        if (Math.random() < 0.3) await rig.logDatabase.breakConnections();
      }
    })();
    await Promise.all(
      Array.from({ length: writerCount }, async () => {
        for (let n = 0; n < commandsPerWriter; n += 1) await tell(confirmed, relays);
      }),
    );
    writing = false;
    await trouble;
    await rig.drained(server, 30_000);
    for (const key of keys) {
      const upTo = confirmed.get(key)!;
      expect(await rig.numbers('reader', key)).toEqual(Array.from({ length: upTo }, (_, i) => i + 1));
    }
    const failures = await Promise.all(relays.map(async (relay) => (await relay.figures()).failures));
    expect(failures.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0);
  }, 90_000);

  describe('rule 1: the outbox row is inserted after the aggregate is locked', () => {
    const inOutbox = async (key: string) =>
      (
        await rig.db.adminQuery<{ version: string }>(
          'SELECT aggregate_version AS version FROM outbox WHERE key = $1 ORDER BY seq',
          [key],
        )
      ).map(({ version }) => Number(version));

    it('eight commands on one aggregate leave their events in the order of their versions', async () => {
      await begin();
      const [key] = keys as [string];
      await Promise.all(
        Array.from({ length: 8 }, () =>
          rig.db.unitOfWork.run(tester, async (tx) => {
            const story = await tx.load(stories, key);
            story.tell();
            tx.save(stories, story);
          }),
        ),
      );
      expect(await inOutbox(key)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    it('and two would not, if the row came before the lock', async () => {
      await begin();
      const [key] = keys as [string];
      const insert = `INSERT INTO outbox (shard, event_id, topic, key, type, aggregate_version) VALUES (0, gen_random_uuid(), 't', $1, 'T', 0)`;
      const lock = `UPDATE story SET version = version + 1 WHERE id = $1 RETURNING version`;
      const clients = [
        new Client({ connectionString: rig.db.urls.vendor }),
        new Client({ connectionString: rig.db.urls.vendor }),
      ] as const;
      for (const client of clients) {
        await client.connect();
        await client.query('BEGIN');
        await client.query(insert, [key]);
      }
      for (const client of [clients[1], clients[0]]) {
        const { rows } = await client.query<{ version: number }>(lock, [key]);
        await client.query(`UPDATE outbox SET aggregate_version = $2 WHERE key = $1 AND aggregate_version = 0`, [
          key,
          rows[0]!.version,
        ]);
        await client.query('COMMIT');
        await client.end();
      }
      expect(await inOutbox(key)).toEqual([1, 3, 2]);
    });
  });

  it('a consumer that slept past its lease is fenced, and its events take effect once', async () => {
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
    const zombie = await rig.serve([Sleeper]);
    await rig.publish(toldV1, 'a', 1, 2, 3);
    const relay = await rig.relay();
    await until(async () => (await rig.logDatabase.query('SELECT FROM log_event')).length === 3);
    await until(
      async () =>
        (
          await rig.db.adminQuery(
            `SELECT FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()`,
          )
        ).length > 0,
    );
    // While it sleeps its lease runs out and the partition is another's.
    await rig.logDatabase.query(
      `UPDATE log_group SET owner = 'the next one', epoch = epoch + 1, lease_until = clock_timestamp() + interval '200 ms'`,
    );
    const { server } = await rig.serve([Reader]);
    asleep = false;
    await rig.publish(toldV1, 'a', 4);
    relay.wake();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    woken();
    await rig.drained(server);
    expect(await rig.numbers('reader', 'a')).toEqual([1, 2, 3, 4]);
    expect((await zombie.server.figures()).handled + (await server.figures()).handled).toBe(4);
  });
});
