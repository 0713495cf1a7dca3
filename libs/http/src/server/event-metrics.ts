import type { ConsumerFigures, HandlerCounts, HandlerQueues, RelayFigures } from '@tributary/messaging';
import { shardCount } from '@tributary/persistence';

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric of the event path: what it is called, what it says and, of what is known, its series. */
export interface EventMetric<Known> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly series: (known: Known) => readonly Series[];
}

const one = (value: number): readonly Series[] => [{ labels: {}, value }];

function byLabel<Value>(label: string, of: Readonly<Record<string, Value>>, value: (of: Value) => number): Series[] {
  return Object.entries(of).map(([name, each]) => ({ labels: { [label]: name }, value: value(each) }));
}

function ofHandlers(name: string, help: string, value: (counts: HandlerCounts) => number): EventMetric<CountsKnown> {
  const series = ({ handlers }: CountsKnown): readonly Series[] => byLabel('handler', handlers, value);
  return { name, help, labels: ['handler'], series };
}

function ofQueues(name: string, help: string, value: (queues: HandlerQueues) => number): EventMetric<ConsumerFigures> {
  const series = ({ queues }: ConsumerFigures): readonly Series[] => byLabel('handler', queues, value);
  return { name, help, labels: ['handler'], series };
}

export interface CountsKnown {
  readonly sent: number;
  readonly failures: number;
  readonly handlers: Readonly<Record<string, HandlerCounts>>;
  readonly pausedPartitions: number;
}

/** What this process counts itself, since its start. */
export const counters: readonly EventMetric<CountsKnown>[] = [
  { name: 'relay_sent_events_total', help: 'Events sent to the log', labels: [], series: ({ sent }) => one(sent) },
  { name: 'relay_failures_total', help: 'Failed attempts to send', labels: [], series: (known) => one(known.failures) },
  ofHandlers('consumer_handled_events_total', 'Events that took effect', ({ handled }) => handled),
  ofHandlers('consumer_duplicate_events_total', 'Events that came again and were dropped', (each) => each.duplicates),
  ofHandlers('consumer_retries_total', 'Attempts after a first one that failed', ({ retries }) => retries),
];

/** What this process knows of its own state, whatever is away. */
export const states: readonly EventMetric<CountsKnown>[] = [
  ofHandlers('consumer_stopped_handler', '1 while a handler rests because most of its events fail', (each) =>
    Number(each.isStopped),
  ),
  {
    name: 'consumer_paused_partitions',
    help: 'Partitions that wait for a database or the log',
    labels: [],
    series: ({ pausedPartitions }) => one(pausedPartitions),
  },
];

export const outboxMetrics: readonly EventMetric<RelayFigures>[] = [
  {
    name: 'outbox_oldest_seconds',
    help: 'Age of the oldest event that waits in the outbox',
    labels: [],
    series: ({ oldestAgeSeconds }) => one(oldestAgeSeconds),
  },
  {
    name: 'outbox_events',
    help: 'Events that wait in a shard of the outbox; 10000 for that many or more',
    labels: ['shard'],
    series: ({ rowsByShard }) =>
      Array.from({ length: shardCount }, (_, shard) => ({
        labels: { shard: String(shard) },
        value: rowsByShard[shard] ?? 0,
      })),
  },
];

export const queueMetrics: readonly EventMetric<ConsumerFigures>[] = [
  {
    name: 'consumer_lag_events',
    help: 'Events on a topic that are not handled yet',
    labels: ['topic'],
    series: ({ lagByTopic }) => byLabel('topic', lagByTopic, (lag) => lag),
  },
  ofQueues(
    'consumer_parked_keys',
    'Queues that wait for a retry; 10000 for that many or more',
    (each) => each.parkedKeys,
  ),
  ofQueues('consumer_parked_events', 'Events in all queues; 10000 for that many or more', (each) => each.parkedEvents),
  ofQueues('consumer_dead_keys', 'Queues without a retry left; 10000 for that many or more', (each) => each.deadKeys),
  ofQueues(
    'consumer_dead_letters',
    'Events that no retry can help; 10000 for that many or more',
    (each) => each.deadLetters,
  ),
  ofQueues('consumer_backlog_events', 'Positions that a stopped handler has left on the log', (each) => each.backlog),
];

/** All of them, as the docs tell of them. */
export const eventMetrics: readonly Pick<EventMetric<never>, 'name' | 'help' | 'labels'>[] = [
  ...counters,
  ...states,
  ...outboxMetrics,
  ...queueMetrics,
];
