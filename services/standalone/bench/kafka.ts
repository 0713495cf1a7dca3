import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountCreatedV1 } from '@tributary/contracts';
import { eventLogFromConfig, type LogConfig } from '@tributary/messaging';
import { kafkaBroker, kafkaIsMissing } from '@tributary/testing';
import { Child } from './child.js';
import type { Cluster } from './cluster.js';
import {
  effectsOf,
  floodOf,
  latencyOf,
  warmUp,
  type Course,
  type EventFigures,
  type EventSettings,
  type Flood,
} from './course.js';
import { openCourse } from './events.js';
import type { Issuer } from './issuer.js';
import { median } from './load.js';
import type { Moments, RawOrder, StartRaw } from './raw-process.js';
import type { Tell } from './teller-process.js';

export interface KafkaSettings extends EventSettings {
  /** Floods of each, in turns. */
  readonly rounds: number;
}

export interface KafkaFigures {
  readonly events: EventFigures;
  /** A producer and a consumer on kafkajs alone that bring the same records in the same batches through the same broker. */
  readonly raw: EventFigures;
  /** Median of the rounds' ratios of events a second. */
  readonly ratio: number;
}

const rowsOfARelaysTurn = 500;
const partitions = 12;

/** The log on Kafka beside kafkajs alone; or why there is no Kafka here. */
export async function measureKafka(
  cluster: Cluster,
  issuer: Issuer,
  settings: KafkaSettings,
): Promise<KafkaFigures | { readonly leftOut: string }> {
  const missing = kafkaIsMissing();
  if (missing !== null) return { leftOut: missing };
  const broker = await kafkaBroker();
  const log: LogConfig = { kafka: { brokers: broker.brokers, partitions } };
  const open: Course[] = [];
  try {
    const ours = await openCourse(cluster, issuer, 'kafka', log);
    open.push(ours);
    await warmUp(ours);
    const raw = await openRaw(broker.brokers, log);
    open.push(raw);
    await warmUp(raw);
    const latencies = { ours: await latencyOf(ours, settings), raw: await latencyOf(raw, settings) };
    const floods: { readonly ours: Flood; readonly raw: Flood }[] = [];
    for (let at = 0; at < settings.rounds; at += 1)
      floods.push({ ours: await floodOf(ours, settings), raw: await floodOf(raw, settings) });
    const figures = (of: 'ours' | 'raw'): EventFigures => {
      const perSecond = median(floods.map((round) => round[of].perSecond));
      return {
        latency: latencies[of],
        flood: floods.map((round) => round[of]).find((one) => one.perSecond === perSecond)!,
      };
    };
    const ratio = median(floods.map((round) => round.ours.perSecond / round.raw.perSecond));
    return { events: figures('ours'), raw: figures('raw'), ratio };
  } finally {
    for (const course of open) await course.stop();
    await broker.stop();
  }
}

async function openRaw(brokers: readonly string[], config: LogConfig): Promise<Course> {
  const name = `bench.${randomUUID()}`;
  const topics = [name, `${name}.state`];
  const model = await makeReady(config, topics);
  const program = async (role: StartRaw['role']): Promise<Child> => {
    const together = role === 'writer' ? rowsOfARelaysTurn : 100;
    const order = { do: 'start', role, brokers, topics, partitions, together, model } as const;
    return (await Child.start<StartRaw, null>('raw-process', order)).child;
  };
  const [writer, reader] = [await program('writer'), await program('reader')];
  const moments = async (child: Child): Promise<Moments> => child.ask<RawOrder, Moments>({ do: 'moments' });
  return {
    async run(order: Tell) {
      await writer.ask<RawOrder, null>(order);
      const facts = new Map(await moments(writer));
      const effects = new Map<string, number>();
      for (const deadline = performance.now() + 120_000; performance.now() < deadline; await sleep(200)) {
        for (const [id, at] of await moments(reader)) if (!effects.has(id)) effects.set(id, at);
        const all = effects.size < order.events ? null : effectsOf(facts, effects);
        if (all !== null) return all;
      }
      throw new Error('some records were not read');
    },
    async stop() {
      await writer.stop();
      await reader.stop();
    },
  };
}

/** The topics, and a record that our relay has sent, to be copied: its headers and its value. */
async function makeReady(config: LogConfig, topics: readonly string[]): Promise<StartRaw['model']> {
  const log = await eventLogFromConfig(config);
  try {
    await log.ensureTopics(topics.map((topic) => ({ topic })));
    const found: StartRaw['model'][] = [];
    await log.replay({
      topics: [accountCreatedV1.topic],
      onBatch: ({ records }) => {
        for (const { headers, value } of records) found.push({ headers, value: String(value) });
        return Promise.resolve();
      },
    });
    const [model] = found;
    if (model === undefined) throw new Error('There is no record to copy.');
    return model;
  } finally {
    await log.close();
  }
}
