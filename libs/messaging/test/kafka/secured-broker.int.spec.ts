import { kafkaCluster, type KafkaCluster } from '@tributary/testing';
import { randomUUID } from 'node:crypto';
import type { KafkaOptions } from '../../src/kafka/kafka-client.js';
import { KafkaEventLog } from '../../src/kafka/kafka-event-log.js';
import { until } from '../until.js';
import { commitAll, numberOf, record } from './reachable-log.js';

const patience = 90_000;

describe('a broker that asks for TLS and a login', () => {
  let cluster: KafkaCluster;
  const opened: KafkaEventLog[] = [];

  beforeAll(async () => {
    cluster = await kafkaCluster(1, { secured: true });
  }, 180_000);
  afterAll(() => cluster.stop(), patience);
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((log) => log.close()));
  }, patience);

  const open = (options: Partial<KafkaOptions>): KafkaEventLog => {
    const log = new KafkaEventLog({ brokers: cluster.brokers, sessionMs: 6_000, ...options });
    opened.push(log);
    return log;
  };
  const trusted = () => ({ tls: { ca: cluster.access!.ca } });
  const login = (mechanism: NonNullable<KafkaOptions['sasl']>['mechanism']) => ({
    sasl: { mechanism, username: cluster.access!.username, password: cluster.access!.password },
  });

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)(
    'is written and read with %s',
    async (mechanism) => {
      const log = open({ ...trusted(), ...login(mechanism) });
      const topic = `test.${randomUUID()}`;
      await log.ensureTopics([{ topic, partitions: 1 }]);
      await log.append(topic, 0, [record(1), record(2)], 20_000);
      const got: number[] = [];
      await log.consume({
        group: topic,
        topics: [topic],
        onBatch: async (batch) => {
          got.push(...batch.records.map(numberOf));
          await commitAll(batch);
        },
      });
      await until(async () => (await log.lag(topic)) === 0, patience);
      expect(got).toEqual([1, 2]);
      expect(await log.health()).toEqual({ ok: true });
    },
    patience,
  );

  it.each(['plain', 'scram-sha-256'] as const)(
    'refuses a wrong password for %s in a sentence that names SASL and has no password in it',
    async (mechanism) => {
      const password = `wrong-${randomUUID()}`;
      const { username } = cluster.access!;
      const log = open({ ...trusted(), sasl: { mechanism, username, password } });
      const errors = [
        await log.partitions('t').catch((error: unknown) => error),
        await log.consume({ group: 'g', topics: ['t'], onBatch: commitAll }).catch((error: unknown) => error),
        (await log.health()).detail,
      ];
      for (const error of errors) {
        expect(String(error instanceof Error ? error.message : error)).toMatch(/SASL .* authentication failed/);
        expect(JSON.stringify([error, String((error as Error).stack)])).not.toContain(password);
      }
    },
    patience,
  );

  it(
    'is not believed under a certificate of its own, and says so',
    async () => {
      const log = open({ tls: true, ...login('plain') });
      await expect(log.partitions('t')).rejects.toThrow(/self-signed certificate/);
    },
    patience,
  );

  it(
    'does not take a client without TLS or without a login',
    async () => {
      await expect(open(login('plain')).partitions('t')).rejects.toThrow();
      await expect(open(trusted()).partitions('t')).rejects.toThrow();
    },
    patience,
  );
});
