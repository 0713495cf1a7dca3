import { randomUUID } from 'node:crypto';
import {
  type Batch,
  type EventLog,
  type Extent,
  type LogRecord,
  type NewRecord,
  type Subscription,
  UnknownTopic,
} from '../src/event-log.js';
import { until } from './until.js';

export interface LogUnderTest {
  /** A client of the same log: each stands for a process of its own. */
  open(): Promise<EventLog>;
  /** Breaks the connections of every client, as a restart of the server does. */
  disturb(): Promise<void>;
  dispose(): Promise<void>;
}

/** What every adapter of the log must do. `makeLog` gives an empty log. */
export function eventLogConformance(name: string, makeLog: () => Promise<LogUnderTest>): void {
  describe(`the event log on ${name}`, () => {
    let under: LogUnderTest;
    let log: EventLog;
    let topic: string;
    let group: string;
    const opened: EventLog[] = [];

    const open = async () => {
      const client = await under.open();
      opened.push(client);
      return client;
    };
    const say = (client: EventLog, records: NewRecord[], partition = 0) =>
      client.append(topic, partition, records, 10_000);
    const collect = async (
      client: EventLog,
      into: LogRecord[],
      as = group,
      onBatch?: (batch: Batch) => Promise<void>,
    ): Promise<Subscription> =>
      client.consume({
        group: as,
        topics: [topic],
        onBatch: async (batch) => {
          if (onBatch) await onBatch(batch);
          into.push(...batch.records);
          await batch.commit(batch.records[batch.records.length - 1]!.position + 1);
        },
      });

    beforeAll(async () => {
      under = await makeLog();
    });
    afterAll(() => under.dispose());
    beforeEach(async () => {
      topic = `test.${randomUUID()}`;
      group = `group.${randomUUID()}`;
      log = await open();
      await log.ensureTopics([{ topic, partitions: 2 }]);
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((client) => client.close()));
    });

    it('gives a subscriber what was published, unchanged', async () => {
      const got: LogRecord[] = [];
      await collect(log, got);
      const value = Buffer.from([0, 1, 2, 250, 255]);
      const record = { id: randomUUID(), key: 'ключ', headers: { ce_type: 'a "quoted" type' }, value };
      await say(log, [record, { id: randomUUID(), key: 'gone', headers: {}, value: null }]);
      await until(() => got.length === 2);
      expect(got[0]).toMatchObject({ id: record.id, key: record.key, headers: record.headers, position: 0 });
      expect(Buffer.compare(got[0]!.value!, value)).toBe(0);
      expect(got[1]).toMatchObject({ key: 'gone', value: null, position: 1 });
    });

    it('keeps a topic and its partitions, and does not know one that nobody made', async () => {
      await log.ensureTopics([{ topic, partitions: 7 }]);
      expect(await log.partitions(topic)).toBe(2);
      await expect(log.partitions('test.nobody-made-it')).rejects.toBeInstanceOf(UnknownTopic);
      await expect(log.append('test.nobody-made-it', 0, [record('k', 0)], 10_000)).rejects.toBeInstanceOf(UnknownTopic);
    });

    it('gives the records of a partition in the order in which the appends committed', async () => {
      const got: LogRecord[] = [];
      for (let at = 0; at < 50; at += 5)
        await say(
          log,
          Array.from({ length: 5 }, (_, i) => record('k', at + i)),
        );
      await collect(log, got);
      await until(() => got.length === 50);
      expect(got.map(numberOf)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    });

    it('gives every group everything, and each record to one member of a group', async () => {
      const mine: LogRecord[] = [];
      const second: LogRecord[] = [];
      const other: LogRecord[] = [];
      const [a, b] = [await open(), await open()];
      await collect(a, mine);
      await collect(b, second);
      await collect(log, other, `${group}.other`);
      let said = 0;
      await until(async () => {
        await say(log, [record('k', 0)], 0);
        await say(log, [record('k', 0)], 1);
        said += 2;
        return mine.length > 0 && second.length > 0;
      }, 20_000);
      await until(() => mine.length + second.length >= said && other.length >= said);
      const seen = [...mine, ...second].map(({ id }) => id);
      expect(new Set(seen)).toEqual(new Set(other.map(({ id }) => id)));
      expect(seen.length).toBe(new Set(seen).size);
    });

    it('sends again what a subscriber failed on, from the first that is not committed, and nothing overtakes', async () => {
      const got: LogRecord[] = [];
      let failures = 0;
      await collect(log, got, group, async (batch) => {
        if (failures >= 2) return;
        failures += 1;
        const [first] = batch.records;
        if (failures === 2 && batch.records.length > 1) {
          got.push(first!);
          await batch.commit(first!.position + 1);
        }
        throw new Error('not now');
      });
      await say(log, [record('k', 0), record('k', 1), record('k', 2)]);
      await until(() => got.length >= 3);
      expect(got.map(numberOf)).toEqual([0, 1, 2]);
    });

    it('replays everything that is there, outside of any group, and goes on where a replay ended', async () => {
      const got: LogRecord[] = [];
      const replay = (after?: readonly Extent[]) =>
        log.replay({
          topics: [topic],
          batchSize: 2,
          onBatch: async ({ partition, records }) => void got.push(...(partition === 0 ? records : [])),
          ...(after === undefined ? {} : { after }),
        });
      await say(log, [record('k', 0), record('k', 1), record('k', 2)]);
      await say(log, [record('other', 0)], 1);
      const ended = await replay();
      expect(got.map(numberOf)).toEqual([0, 1, 2]);
      expect(ended).toEqual([
        { topic, partition: 0, first: 0, next: 3 },
        { topic, partition: 1, first: 0, next: 1 },
      ]);
      await say(log, [record('k', 3)]);
      expect((await replay(ended))[0]).toEqual({ topic, partition: 0, first: 0, next: 4 });
      expect(got.map(numberOf)).toEqual([0, 1, 2, 3]);
      expect(await log.lag(group)).toBe(0);
      await expect(
        log.replay({ topics: ['test.nobody-made-it'], onBatch: () => Promise.resolve() }),
      ).rejects.toBeInstanceOf(UnknownTopic);
    });

    it('gives what was not acknowledged to the next subscriber', async () => {
      await say(log, [record('k', 0), record('k', 1)]);
      let seen = 0;
      const silent = await log.consume({
        group,
        topics: [topic],
        onBatch: async ({ records }) => {
          seen += records.length;
        },
      });
      await until(() => seen >= 2);
      await silent.close();
      const got: LogRecord[] = [];
      await collect(log, got);
      await until(() => got.length === 2);
      expect(got.map(numberOf)).toEqual([0, 1]);
    });

    it('goes on with other partitions while one fails, and with that one after the failure', async () => {
      const got: LogRecord[] = [];
      let broken = true;
      await collect(log, got, group, async ({ partition }) => {
        if (partition === 0 && broken) throw new Error('broken');
      });
      await say(log, [record('k', 0)], 0);
      await say(log, [record('k', 1)], 1);
      await until(() => got.length === 1);
      expect(got.map(numberOf)).toEqual([1]);
      broken = false;
      await until(() => got.length === 2);
    });

    it('ends running batches before a close resolves, however many close at once', async () => {
      const got: LogRecord[] = [];
      let running = 0;
      const subscription = await collect(log, got, group, async () => {
        running += 1;
        await new Promise((resolve) => setTimeout(resolve, 300));
        running -= 1;
      });
      await say(log, [record('k', 0)]);
      await until(() => running === 1);
      await Promise.all([subscription.close(), subscription.close(), log.close(), log.close()]);
      expect([running, got.length]).toEqual([0, 1]);
    });

    it('comes back by itself when the connections break', async () => {
      const got: LogRecord[] = [];
      await collect(log, got);
      await say(log, [record('k', 0)]);
      await until(() => got.length === 1);
      await under.disturb();
      const again = record('k', 1);
      await until(() =>
        say(log, [again]).then(
          () => true,
          () => false,
        ),
      );
      await until(() => got.length === 2);
      expect(got.map(numberOf)).toEqual([0, 1]);
    });

    it('lets a late subscriber read from the start', async () => {
      await say(log, [record('k', 0), record('k', 1)]);
      const early: LogRecord[] = [];
      const late: LogRecord[] = [];
      await collect(log, early);
      await until(() => early.length === 2);
      await collect(await open(), late, `${group}.late`);
      await until(() => late.length === 2);
      expect(late.map(numberOf)).toEqual([0, 1]);
    });

    it('loses, doubles and inverts nothing with many writers, members that come and go, and broken connections', async () => {
      const perWriter = 60;
      const got = new Map<string, number[]>();
      const seen = new Set<string>();
      const read = async (client: EventLog) =>
        client.consume({
          group,
          topics: [topic],
          batchSize: 20,
          onBatch: async (batch) => {
            for (const entry of batch.records) {
              if (!seen.has(entry.id)) got.set(entry.key, [...(got.get(entry.key) ?? []), numberOf(entry)]);
              seen.add(entry.id);
            }
            await batch.commit(batch.records[batch.records.length - 1]!.position + 1);
          },
        });
      await read(log);
      const writers = Array.from({ length: 6 }, async (_, writer) => {
        for (let n = 0; n < perWriter; n += 1) {
          const one = record(`writer-${writer}`, n);
          await until(() =>
            say(log, [one], writer % 2).then(
              () => true,
              () => false,
            ),
          );
        }
      });
      const passing = await read(await open());
      await under.disturb();
      await passing.close();
      await read(await open());
      await Promise.all(writers);
      await until(() => seen.size === 6 * perWriter, 20_000);
      for (const numbers of got.values()) expect(numbers).toEqual(Array.from({ length: perWriter }, (_, i) => i));
    }, 60_000);
  });
}

function record(key: string, number: number): NewRecord {
  return { id: randomUUID(), key, headers: { number: String(number) }, value: Buffer.from(String(number)) };
}

function numberOf(entry: LogRecord): number {
  return Number(entry.value);
}
