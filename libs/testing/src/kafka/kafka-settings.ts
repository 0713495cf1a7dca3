/** Where one broker of a cluster listens: for clients, for its fellows, and for the vote on who leads. */
export interface Ports {
  readonly client: number;
  readonly internal: number;
  readonly controller: number;
}

export interface BrokerSettings {
  readonly id: number;
  /** Of every broker of the cluster, in the order of their ids, which begin at 1. */
  readonly cluster: readonly Ports[];
  readonly folder: string;
  readonly clientProtocol: 'PLAINTEXT' | 'SASL_SSL';
  readonly more: Readonly<Record<string, string | number | boolean>>;
}

/** The properties file of one broker that is its own controller too. What it acknowledges is on its disk. */
export function propertiesOf({ id, cluster, folder, clientProtocol, more }: BrokerSettings): string {
  const { client, internal, controller } = cluster[id - 1]!;
  const copies = Math.min(3, cluster.length);
  const mustHave = Math.max(1, copies - 1);
  const named = `CLIENT://127.0.0.1:${client},INTERNAL://127.0.0.1:${internal}`;
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': cluster.map((each, at) => `${at + 1}@127.0.0.1:${each.controller}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    listeners: `${named},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': named,
    'listener.security.protocol.map': `CLIENT:${clientProtocol},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT`,
    'inter.broker.listener.name': 'INTERNAL',
    'log.dirs': `${folder}/data`,
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'min.insync.replicas': mustHave,
    'unclean.leader.election.enable': false,
    'offsets.topic.num.partitions': 2,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.num.partitions': 2,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': mustHave,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': mustHave,
    'group.initial.rebalance.delay.ms': 0,
    'log.flush.interval.messages': 1,
    'log.cleaner.backoff.ms': 500,
    'broker.session.timeout.ms': 6000,
    'broker.heartbeat.interval.ms': 1000,
    ...more,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
