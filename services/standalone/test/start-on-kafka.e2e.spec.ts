import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaCluster, type KafkaCluster } from '@tributary/testing';
import { demoDeals } from '../src/seed/demo-deals.js';
import { Caller } from './support/caller.js';
import { eventually } from './support/eventually.js';
import type { Page } from './support/market.js';
import { freePort, serversOn, Started } from './support/process.js';

jest.setTimeout(400_000);

const patience = 300_000;

describe('npm start with KAFKA_BROKERS', () => {
  const folders: string[] = [];
  const running: Started[] = [];
  let kafka: KafkaCluster;
  let environment: Record<string, string>;

  beforeAll(async () => {
    kafka = await kafkaCluster(1);
    environment = {
      KAFKA_BROKERS: kafka.brokers.join(','),
      PORT: String(await freePort()),
      TRIBUTARY_DATA: newFolder(),
    };
  });

  afterAll(async () => {
    for (const { child, stop } of running.map((one) => ({ child: one.child, stop: () => one.stop('SIGKILL') })))
      if (child.exitCode === null && child.signalCode === null) await stop();
    for (const folder of folders) {
      await eventually(() => Promise.resolve(serversOn(folder).length === 0), 'PostgreSQL has ended', 60_000);
      rmSync(folder, { recursive: true, force: true });
    }
    await kafka.stop();
  });

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-on-kafka-'));
    chmodSync(folder, 0o755); // for the user that PostgreSQL runs as
    folders.push(folder);
    return folder;
  }

  function start(more: Record<string, string> = {}): Started {
    const started = Started.run({ ...environment, ...more });
    running.push(started);
    return started;
  }

  async function ready(more: Record<string, string> = {}): Promise<Started> {
    const started = start(more);
    await started.until(`Tributary is ready on http://127.0.0.1:${environment['PORT']}\n`, patience);
    return started;
  }

  async function refused(more: Record<string, string>): Promise<string> {
    const started = start(more);
    expect(await started.ended).toBe(1);
    return started.output;
  }

  it('tells the demo, from the beginning if it was interrupted, and says where the events are', async () => {
    const first = start({ SEED: 'demo' });
    await first.until('Alpenblick Systems GmbH', patience);
    await first.stop('SIGKILL');
    const { output } = await ready({ SEED: 'demo' });
    expect(output).toContain('beginning again');
    expect(output).toContain(`Kafka on ${environment['KAFKA_BROKERS']}`);
    const url = `http://127.0.0.1:${environment['PORT']}`;
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const admin = await Caller.as(url, 'vendor-admin');
    const { items } = await admin.must<Page<{ number: string }>>('GET', '/v1/deal-registrations?limit=200');
    expect(items).toHaveLength(demoDeals.length);
  });

  it('finds its events again, with the same Kafka and no other log', async () => {
    expect((await running.at(-1)!.stop()).code).toBe(0);
    expect(await refused({ KAFKA_BROKERS: '' })).toContain('was Kafka, and this is PostgreSQL');
    const { output } = await ready();
    expect(output).not.toContain('Preparing the demo');
    expect((await running.at(-1)!.stop()).code).toBe(0);
  });

  it('leaves the events of another installation alone', async () => {
    expect(await refused({ TRIBUTARY_DATA: newFolder() })).toContain('the event log of another installation');
  });

  it('says within half a minute that no broker answers, or that one is silent, and no password', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const login = { KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'tributary', KAFKA_SASL_PASSWORD: 'hush-hush' };
    for (const KAFKA_BROKERS of [`127.0.0.1:${await freePort()}`, `127.0.0.1:${port}`]) {
      const output = await refused({ ...login, KAFKA_BROKERS, TRIBUTARY_DATA: newFolder() });
      expect(output).toMatch(`No Kafka broker of ${KAFKA_BROKERS} could be used within 20 s`);
      expect(output).not.toContain('hush-hush');
      expect(output).not.toMatch(/\n\s+at /);
    }
    silent.close();
  });
});
