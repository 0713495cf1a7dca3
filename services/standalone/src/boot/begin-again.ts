import type { ServiceName } from '@tributary/contracts';
import { installationTopic, LogMismatch, membersOf, topicsFor } from '@tributary/http';
import { eventLogFromConfig, forgetTopics, type KafkaOptions } from '@tributary/messaging';
import type { ServerDatabases } from './server-databases.js';

/** Takes away what an interrupted demo has left, on the server and on Kafka. Nobody has worked with it yet: the gateway opens only after it. */
export async function beginAgain(
  server: ServerDatabases,
  services: readonly ServiceName[],
  kafka: KafkaOptions | undefined,
): Promise<void> {
  if (kafka !== undefined) await forgetEvents(kafka, await server.memberships(services));
  await server.drop(services);
}

/** Deletes every topic of ours and the groups that read them, provided that nobody but these databases is known there. */
export async function forgetEvents(kafka: KafkaOptions, memberships: readonly string[]): Promise<void> {
  const log = await eventLogFromConfig({ kafka });
  try {
    await log.ensureTopics([{ topic: installationTopic, partitions: 1, compacted: true }]);
    const strangers = [...(await membersOf(log)).values()].filter((id) => !memberships.includes(id));
    if (strangers.length > 0)
      throw new LogMismatch('This Kafka holds the events of another installation: nothing of it is deleted.');
  } finally {
    await log.close();
  }
  const topics = [installationTopic, ...topicsFor([]).map(({ topic }) => topic)];
  await forgetTopics(kafka, { topics, groups: (group) => group.startsWith('tributary.') });
}
