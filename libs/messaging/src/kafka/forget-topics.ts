import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaClient, type KafkaOptions } from './kafka-client.js';

/** Longer than a reader that was killed counts as one. */
const patienceMs = 90_000;

/** Deletes these topics with all their records, and the groups that read them: for an installation that is begun again. */
export async function forgetTopics(
  options: KafkaOptions,
  { topics, groups }: { readonly topics: readonly string[]; readonly groups: (group: string) => boolean },
): Promise<void> {
  const admin = kafkaClient(options).admin();
  await admin.connect();
  try {
    await untilGone('groups that read its topics', async () => {
      const known = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter(groups);
      if (known.length > 0) await admin.deleteGroups(known).catch(ignoreReaders);
      return known.length === 0;
    });
    const left = async (): Promise<string[]> => (await admin.listTopics()).filter((topic) => topics.includes(topic));
    const existing = await left();
    if (existing.length > 0) await admin.deleteTopics({ topics: existing });
    // Brokers delete behind their answer, and a topic that is not gone cannot be made again.
    await untilGone('topics', async () => (await left()).length === 0);
  } finally {
    await admin.disconnect();
  }
}

async function untilGone(what: string, areGone: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!(await areGone())) {
    if (performance.now() > until)
      throw new Error(`Kafka has not forgotten the ${what} within ${patienceMs / 1_000} s.`);
    await sleep(500);
  }
}

/** A group with readers cannot be deleted yet. */
function ignoreReaders(error: unknown): void {
  if ((error as Error).name !== 'KafkaJSDeleteGroupsError') throw error;
}
