import { eventLogFromConfig, type EventLog, type LogConfig } from '@tributary/messaging';
import { Database, platformMigrations } from '@tributary/persistence';
import { createTestDatabase, dropTestDatabase, testDatabase, type TestDatabase } from '@tributary/testing';
import { joinLog, LogMismatch, membersOf } from './log-membership.js';

const persisted = { name: 'sales', schemas: [], migrations: [] } as const;
const kafka: LogConfig = { kafka: { brokers: ['kafka:9092'] } };
const service = 'sales';

describe('A service and its event log', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function newLog(): Promise<{ log: EventLog; config: LogConfig }> {
    const { owner } = await createTestDatabase(persisted);
    const config = { url: owner, housekeepingMs: 0 };
    const log = await eventLogFromConfig(config);
    closing.push(
      () => dropTestDatabase({ owner, vendor: owner, partner: owner }),
      () => log.close(),
    );
    return { log, config };
  }

  async function newDatabase(before = ''): Promise<TestDatabase> {
    const database = await testDatabase(persisted);
    closing.push(() => database.close());
    await database.adminQuery('UPDATE log_membership SET id = gen_random_uuid()');
    if (before !== '') await database.adminQuery(before);
    return database;
  }

  const refusal = (joining: Promise<void>): Promise<string> =>
    joining.then(
      () => 'it was not refused',
      (error: unknown) => (error instanceof LogMismatch ? error.message : Promise.reject(error as Error)),
    );

  it('belong together from the first start on', async () => {
    const { log, config } = await newLog();
    const { database } = await newDatabase();
    await joinLog(log, config, { database, service });
    await joinLog(log, config, { database, service });
    expect((await membersOf(log)).size).toBe(1);
  });

  it('are kept apart from another installation, whose events it would take for its own', async () => {
    const { log, config } = await newLog();
    const [first, second] = [await newDatabase(), await newDatabase()];
    await joinLog(log, config, { database: first.database, service });
    const before = await membersOf(log);
    expect(await refusal(joinLog(log, config, { database: second.database, service }))).toMatch('another installation');
    expect(await membersOf(log)).toEqual(before);
    await joinLog(log, config, { database: second.database, service: 'presales' });
  });

  it('are one installation even if eight start at the same moment', async () => {
    const { log, config } = await newLog();
    const racers = await Promise.all(Array.from({ length: 8 }, () => newDatabase()));
    const refusals = await Promise.all(
      racers.map(({ database }) => refusal(joinLog(log, config, { database, service }))),
    );
    expect(refusals.filter((text) => text === 'it was not refused')).toHaveLength(1);
  });

  it('do not part: on another log, or an emptied one, what was not read yet would be lost', async () => {
    const [first, second] = [await newLog(), await newLog()];
    const { database } = await newDatabase();
    await joinLog(first.log, first.config, { database, service });
    const emptied = await refusal(joinLog(second.log, second.config, { database, service }));
    expect(emptied).toMatch(/another PostgreSQL, or it was emptied.*nothing was started/);
    expect(await refusal(joinLog(second.log, kafka, { database, service }))).toMatch(
      /was PostgreSQL, and this is Kafka/,
    );
    expect((await membersOf(second.log)).size).toBe(0);
    await joinLog(first.log, first.config, { database, service });
  });

  it('stay on PostgreSQL if they were at work before there was a choice', async () => {
    const { log, config } = await newLog();
    const { urls } = await newDatabase(
      `DROP TABLE log_membership; DELETE FROM migration WHERE name LIKE 'LogMembership%';
       INSERT INTO inbox(handler, source, event_id) VALUES ('earned', '/tributary/sales', '1')`,
    );
    const database = await Database.open({ service, urls, schemas: [], migrations: platformMigrations });
    closing.push(() => database.close());
    await database.migrate();
    expect(await refusal(joinLog(log, kafka, { database, service }))).toMatch('Unset KAFKA_BROKERS to go on as before');
    await joinLog(log, config, { database, service });
  });

  it('may choose anew as long as they never came together', async () => {
    const [first, second] = [await newLog(), await newLog()];
    const other = await newDatabase();
    await joinLog(first.log, first.config, { database: other.database, service });
    const { database } = await newDatabase();
    expect(await refusal(joinLog(first.log, first.config, { database, service }))).toMatch('another installation');
    await joinLog(second.log, kafka, { database, service });
  });
});
