import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaClient, type KafkaOptions } from './kafka-client.js';

const patienceMs = 30_000;

/** Deletes these topics with all their records, and the groups that read them: for an installation that is begun again. */
export async function forgetTopics(
  options: KafkaOptions,
  { topics, groups }: { readonly topics: readonly string[]; readonly groups: (group: string) => boolean },
): Promise<void> {
  const admin = kafkaClient(options).admin();
  await admin.connect();
  try {
    const known = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter(groups);
    if (known.length > 0) await admin.deleteGroups(known);
    const left = async (): Promise<string[]> => (await admin.listTopics()).filter((topic) => topics.includes(topic));
    const existing = await left();
    if (existing.length > 0) await admin.deleteTopics({ topics: existing });
    // Brokers delete behind their answer, and a topic that is not gone cannot be made again.
    for (const until = performance.now() + patienceMs; (await left()).length > 0; await sleep(200))
      if (performance.now() > until)
        throw new Error(`Kafka has not deleted its topics within ${patienceMs / 1_000} s.`);
  } finally {
    await admin.disconnect();
  }
}
