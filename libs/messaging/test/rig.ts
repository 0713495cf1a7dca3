import type { INestMicroservice, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { EventDefinition } from '@tributary/contracts';
import { systemActor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import { testDatabase, type TestDatabase } from '@tributary/testing';
import type { EventLog } from '../src/event-log.js';
import { EventsServer, type EventsServerOptions } from '../src/events-server.js';
import type { PostgresEventLog } from '../src/postgres/postgres-event-log.js';
import { Relay, type RelayOptions } from '../src/relay/relay.js';
import { PostgresRigLogs, type RigLogs } from './rig-logs.js';
import type { ScratchDatabase } from './scratch-database.js';
import { storySchema, StoryTables } from './story.js';
import { until } from './until.js';

export const tester = systemActor('tester');

/** One service with its database, and the log: relays and consumers as many as a test wants. */
export class Rig {
  readonly #closing: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly db: TestDatabase,
    private readonly logs: RigLogs,
  ) {}

  static async open(makeLogs: () => Promise<RigLogs> = PostgresRigLogs.make): Promise<Rig> {
    const logs = await makeLogs();
    const db = await testDatabase(
      { name: 'sales', schemas: [storySchema], migrations: [StoryTables] },
      { poolSize: 16 },
    );
    return new Rig(db, logs);
  }

  log(): EventLog {
    const log = this.logs.open();
    this.#closing.push(() => log.close());
    return log;
  }

  /** As `log`, of a rig whose log is PostgreSQL's. */
  postgresLog(): PostgresEventLog {
    const log = this.#onPostgres.open();
    this.#closing.push(() => log.close());
    return log;
  }

  get logDatabase(): ScratchDatabase {
    return this.#onPostgres.database;
  }

  get #onPostgres(): PostgresRigLogs {
    if (this.logs instanceof PostgresRigLogs) return this.logs;
    throw new Error('The log of this rig is not in a database.');
  }

  disturbLog(): Promise<void> {
    return this.logs.disturb();
  }

  /** Lets the partitions of a client go to others, as if it slept; what it answers wakes it. */
  strand(log: EventLog): Promise<() => void> {
    return this.logs.strand(log);
  }

  async relay(log: EventLog = this.log(), options: Partial<RelayOptions> = {}): Promise<Relay> {
    const relay = new Relay({ database: this.db, log, ...options });
    await relay.start();
    this.#closing.unshift(() => relay.stop());
    return relay;
  }

  async serve(
    controllers: Type[],
    options: Partial<EventsServerOptions> = {},
  ): Promise<{ server: EventsServer; app: INestMicroservice }> {
    const { unitOfWork, database } = this.db;
    const server = new EventsServer({
      service: 'sales',
      log: options.log ?? this.log(),
      unitOfWork,
      database,
      retryEveryMs: 50,
      ...options,
    });
    const providers = [{ provide: UnitOfWork, useValue: unitOfWork }];
    const module = await Test.createTestingModule({ controllers, providers }).compile();
    const app = module.createNestMicroservice({ strategy: server, logger: false });
    this.#closing.unshift(() => app.close());
    await app.listen();
    return { server, app };
  }

  /** Writes an event to the outbox as a service would. */
  publish(definition: EventDefinition<{ n: number }>, key: string, ...numbers: number[]): Promise<void> {
    return this.db.unitOfWork.run(tester, async (tx) => {
      for (const n of numbers) tx.publish(definition.of(key, { n }), n);
    });
  }

  async effects(handler?: string): Promise<{ handler: string; key: string; n: number }[]> {
    return this.db.adminQuery(
      'SELECT handler, key, n FROM effect WHERE $1::text IS NULL OR handler = $1 ORDER BY place',
      [handler ?? null],
    );
  }

  async numbers(handler: string, key: string): Promise<number[]> {
    return (await this.effects(handler)).filter((effect) => effect.key === key).map(({ n }) => n);
  }

  /** Places on the log where a handler that was stopped is behind. */
  async backlogs(): Promise<number> {
    return (await this.db.adminQuery('SELECT FROM backlog')).length;
  }

  /** Everything published has been taken from the outbox and finished with. */
  async drained(server: EventsServer, milliseconds = 15_000): Promise<void> {
    await until(
      async () =>
        (await this.db.adminQuery('SELECT FROM outbox LIMIT 1')).length === 0 && (await server.figures()).lag === 0,
      milliseconds,
    );
  }

  /** Ends relays, consumers and logs, as a shutdown of every process does. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#closing.splice(0)) await close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  /** As `stop`; the tables are empty afterwards. */
  async reset(): Promise<void> {
    await this.stop();
    await this.db.adminQuery(
      'TRUNCATE outbox, inbox, parked, parked_key, dead_letter, backlog, effect, story, history RESTART IDENTITY',
    );
    await this.logs.clear();
  }

  async close(): Promise<void> {
    await this.reset();
    await this.db.close();
    await this.logs.dispose();
  }
}
