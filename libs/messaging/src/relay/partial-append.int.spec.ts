import { randomUUID } from 'node:crypto';
import { shardOf } from '@tributary/persistence';
import { testDatabase, type TestDatabase } from '@tributary/testing';
import { RecordingLog } from '../../test/recording-log.js';
import { until } from '../../test/until.js';
import { AppendedInPart, type NewRecord } from '../event-log.js';
import { Relay } from './relay.js';

/** Takes one record of each of the first appends, and refuses the rest. */
class ChokingLog extends RecordingLog {
  #refusals = 2;

  override async append(topic: string, partition: number, records: readonly NewRecord[]): Promise<void> {
    if (this.#refusals === 0) return super.append(topic, partition, records);
    this.#refusals -= 1;
    await super.append(topic, partition, records.slice(0, 1));
    throw new AppendedInPart(1, new Error('The rest is too large.'));
  }
}

describe('a relay whose log takes only the first of a batch', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await testDatabase({ name: 'sales', schemas: [], migrations: [] });
  });
  afterAll(() => db.close());

  it('does not send these again, and keeps the rest', async () => {
    const log = new ChokingLog();
    for (const n of [1, 2, 3, 4])
      await db.adminQuery(
        `INSERT INTO outbox (shard, event_id, topic, key, type, aggregate_version, headers, payload)
         VALUES ($1, $2, 'tributary.test.thing', 'k', 'T', $3, '{}', $4)`,
        [shardOf('k'), randomUUID(), n, Buffer.from(String(n))],
      );
    const relay = new Relay({ database: db, log });
    await relay.start();
    await until(async () => (await db.adminQuery('SELECT FROM outbox')).length === 0);
    await relay.stop();
    expect(log.records.map(({ value }) => Number(value))).toEqual([1, 2, 3, 4]);
  });
});
