import { kafkaCluster, type KafkaClusterOptions } from './kafka-cluster.js';

export interface KafkaBroker {
  readonly brokers: readonly string[];
  /** Ends it as a power cut does, and starts it again on the same data. Like pause and resume only for a broker of our own. */
  restart(): Promise<void>;
  /** As a machine that hangs: connections stay, nothing answers. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** The brokers of KAFKA_BROKERS; else one of our own: in Docker where an engine answers, or on this machine's Java. */
export async function kafkaBroker(options: Omit<KafkaClusterOptions, 'secured'> = {}): Promise<KafkaBroker> {
  const given = process.env['KAFKA_BROKERS'];
  if (given) {
    const refused = (): Promise<never> => Promise.reject(new Error('This broker is somebody else’s.'));
    const stop = (): Promise<void> => Promise.resolve();
    return { brokers: given.split(','), restart: refused, pause: refused, resume: refused, stop };
  }
  const { brokers, nodes, stop } = await kafkaCluster(1, options);
  const node = nodes[0]!;
  return {
    brokers,
    restart: async () => {
      await node.kill();
      await node.start();
      await node.listens();
    },
    pause: () => node.pause(),
    resume: () => node.resume(),
    stop,
  };
}
