import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.js';
import { run } from './kafka-jars.js';
import { KafkaNode } from './kafka-node.js';
import { kafkaPlace } from './kafka-place.js';
import { accessOnFormat, accessSettings, newAccess, type KafkaAccess } from './kafka-security.js';
import { propertiesOf, type Ports } from './kafka-settings.js';

export interface KafkaClusterOptions {
  /** Keeps the data there; else they are thrown away in the end. */
  readonly folder?: string;
  /** Where the first broker listens; a free port if not given. */
  readonly port?: number;
  /** Clients must come by TLS and log in. */
  readonly secured?: boolean;
  /** Further lines of the brokers' properties. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}

export interface KafkaCluster {
  readonly brokers: readonly string[];
  readonly nodes: readonly KafkaNode[];
  /** Only of a cluster that is secured. */
  readonly access: KafkaAccess | null;
  stop(): Promise<void>;
}

/** Brokers of our own, Apache Kafka without ZooKeeper; of three one may be missing, of fewer none. Topics have as many copies, at most three. */
export async function kafkaCluster(size: number, options: KafkaClusterOptions = {}): Promise<KafkaCluster> {
  const home = options.folder ?? (await mkdtemp(join(tmpdir(), 'tributary-kafka-')));
  await mkdir(home, { recursive: true });
  const place = await kafkaPlace(home);
  const access = options.secured ? await newAccess(place, home) : null;
  const free = await freePorts(3 * size);
  const cluster: Ports[] = Array.from({ length: size }, (_, at) => ({
    client: (at === 0 ? options.port : undefined) ?? free[3 * at]!,
    internal: free[3 * at + 1]!,
    controller: free[3 * at + 2]!,
  }));
  const nodes = await Promise.all(
    cluster.map(async ({ client }, at) => {
      const folder = size === 1 ? home : join(home, `broker-${at + 1}`);
      await mkdir(folder, { recursive: true });
      const more = { ...(access ? accessSettings(home, access) : {}), ...options.settings };
      const clientProtocol = access ? 'SASL_SSL' : 'PLAINTEXT';
      const properties = join(folder, 'server.properties');
      await writeFile(properties, propertiesOf({ id: at + 1, cluster, folder, clientProtocol, more }), { mode: 0o600 });
      const format = [
        'format',
        '-t',
        'dHJpYnV0YXJ5LWthZmthLQ',
        '-c',
        properties,
        ...(access ? accessOnFormat(access) : []),
      ];
      if (!existsSync(join(folder, 'data', 'meta.properties')))
        await run(place.java('kafka.tools.StorageTool', format));
      return new KafkaNode(place, folder, client);
    }),
  );
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
    if (options.folder === undefined) await rm(home, { recursive: true, force: true });
  };
  try {
    await Promise.all(nodes.map((node) => node.start()));
    await Promise.all(nodes.map((node) => node.listens()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { brokers: nodes.map(({ address }) => address), nodes, access, stop };
}
