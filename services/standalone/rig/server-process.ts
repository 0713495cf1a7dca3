import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaBroker, type KafkaBroker } from '@tributary/testing';
import { obey } from '../bench/child.js';
import { startCluster, type Cluster } from '../bench/cluster.js';

/** A server in a keeper's hands: whatever becomes of the rig, the keeper stops it. */
export type ServerOrder =
  | { readonly do: 'start'; readonly what: 'postgres' | 'kafka'; readonly folder: string }
  /** It ends at once, as it would without power, and starts again. */
  | { readonly do: 'crash' }
  /** It does nothing for a while, and its connections stay. Only Kafka can. */
  | { readonly do: 'hang'; readonly milliseconds: number }
  | { readonly do: 'stop' };

interface Server {
  /** The superuser's address, or the broker's. */
  readonly address: string;
  crash(): Promise<void>;
  hang(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

let server: Server | null = null;

async function start(what: 'postgres' | 'kafka', folder: string): Promise<string> {
  server = what === 'postgres' ? ofCluster(await startCluster(folder)) : ofBroker(await kafkaBroker({ folder }));
  return server.address;
}

function ofCluster(cluster: Cluster): Server {
  return {
    address: cluster.adminUrl,
    crash: () => cluster.crash(),
    hang: () => Promise.reject(new Error('PostgreSQL does not hang.')),
    stop: () => cluster.stop(),
  };
}

function ofBroker(broker: KafkaBroker): Server {
  return {
    address: broker.brokers.join(','),
    crash: () => broker.restart(),
    hang: async (milliseconds) => {
      await broker.pause();
      await sleep(milliseconds);
      await broker.resume();
    },
    stop: () => broker.stop(),
  };
}

// The rig breaks its broker: it must be its own.
delete process.env['KAFKA_BROKERS'];
obey<ServerOrder>(
  (order) => {
    if (order.do === 'start') return start(order.what, order.folder);
    if (order.do === 'hang') return server!.hang(order.milliseconds);
    return order.do === 'crash' ? server!.crash() : server!.stop();
  },
  async () => server?.stop(),
);
