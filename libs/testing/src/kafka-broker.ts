import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaIsMissing, kafkaMeans, kafkaVersion, keptJars } from '../scripts/kafka-means.mjs';

export interface KafkaBroker {
  readonly brokers: readonly string[];
  /** Ends it as a power cut does, and starts it again on the same data. Only for a broker of our own. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The brokers of KAFKA_BROKERS, or a single one of our own: Apache Kafka from its Maven jars, without ZooKeeper, on a free port. */
export async function kafkaBroker(folder?: string): Promise<KafkaBroker> {
  const given = process.env['KAFKA_BROKERS'];
  if (given) {
    const restart = (): Promise<never> => Promise.reject(new Error('This broker is somebody else’s.'));
    return { brokers: given.split(','), restart, stop: () => Promise.resolve() };
  }
  if (kafkaMeans() === null) throw new Error(kafkaIsMissing()!);
  const jars = await kafkaJars();
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'tributary-kafka-')));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const settings = join(home, 'server.properties');
  await mkdir(home, { recursive: true });
  await writeFile(settings, propertiesOf({ port, controllerPort, data: join(home, 'data') }));
  if (!existsSync(join(home, 'data', 'meta.properties')))
    await run(java(jars, 'kafka.tools.StorageTool', ['format', '-t', 'dHJpYnV0YXJ5LWthZmthLQ', '-c', settings]));
  let broker = await started(jars, settings, port);
  return {
    brokers: [`127.0.0.1:${port}`],
    restart: async () => {
      await ended(broker, 'SIGKILL');
      broker = await started(jars, settings, port);
    },
    stop: async () => {
      await ended(broker, 'SIGTERM');
      if (folder === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}

/** Kafka and what it needs, by Maven, once per machine and version. */
async function kafkaJars(): Promise<string> {
  if (existsSync(keptJars)) return keptJars;
  const fresh = await mkdtemp(join(tmpdir(), 'tributary-kafka-jars-'));
  const dependency = `<groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version>`;
  await writeFile(
    join(fresh, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>tributary</groupId>` +
      `<artifactId>kafka</artifactId><version>1</version><dependencies><dependency>${dependency}</dependency></dependencies></project>`,
  );
  const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies';
  await run({ command: 'mvn', parameters: ['-q', '-B', '-f', fresh, copy, `-DoutputDirectory=${join(fresh, 'lib')}`] });
  try {
    await rename(join(fresh, 'lib'), keptJars);
  } catch (error) {
    if (!existsSync(keptJars)) throw error; // another test was quicker
  }
  await rm(fresh, { recursive: true, force: true });
  return keptJars;
}

function propertiesOf({ port, controllerPort, data }: { port: number; controllerPort: number; data: string }): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'log.dirs': data,
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 2,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'log.flush.interval.messages': 1,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

interface Command {
  readonly command: string;
  readonly parameters: readonly string[];
}

function java(jars: string, main: string, parameters: readonly string[]): Command {
  const options = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  return { command: 'java', parameters: [...options, '-cp', [join(jars, '*')].join(delimiter), main, ...parameters] };
}

function run({ command, parameters }: Command): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}: ${said}`)),
    );
  });
}

async function started(jars: string, settings: string, port: number): Promise<ChildProcess> {
  const { command, parameters } = java(jars, 'kafka.Kafka', [settings]);
  const broker = spawn(command, parameters, { stdio: 'ignore' });
  for (const deadline = Date.now() + 90_000; !(await listens(port)); await sleep(100)) {
    if (broker.exitCode !== null) throw new Error(`Kafka ended with ${broker.exitCode} before it listened.`);
    if (Date.now() > deadline) throw new Error('Kafka does not listen after 90 s.');
  }
  return broker;
}

async function ended(broker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (broker.exitCode !== null || broker.signalCode !== null) return;
  const exit = new Promise((resolve) => broker.once('exit', resolve));
  broker.kill(signal);
  const late = setTimeout(() => broker.kill('SIGKILL'), 15_000);
  await exit;
  clearTimeout(late);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
