import { partnerTerminatedV1 } from '@tributary/contracts';
import type { EventLog, Subscription } from '@tributary/messaging';
import type { TerminatedPartners } from './terminated-partners.js';

/**
 * Keeps the replica of terminated partners up to date from the compacted topic. It lives in memory, so every start reads the
 * topic from its beginning, as a reader of its own: `reader` is new for each start.
 */
export async function followPartners(
  log: EventLog,
  terminated: TerminatedPartners,
  reader: string,
): Promise<Subscription> {
  const topic = partnerTerminatedV1.stateTopic ?? partnerTerminatedV1.topic;
  await log.ensureTopics([{ topic, compacted: topic.endsWith('.state') }]);
  return log.consume({
    group: `gateway.${reader}`,
    topics: [topic],
    onBatch: async (batch) => {
      for (const { key, headers, value } of batch.records) {
        const status = value === null ? 'erased' : statusIn(value);
        if (status !== undefined) terminated.learn(key, BigInt(headers['ce_sequence'] ?? '0'), status);
      }
      const last = batch.records.at(-1);
      if (last !== undefined) await batch.commit(last.position + 1);
    },
  });
}

// A record that cannot be read must not stop the ones behind it.
function statusIn(value: Buffer): string | undefined {
  try {
    const { partner } = JSON.parse(value.toString()) as { partner?: { status?: unknown } };
    return typeof partner?.status === 'string' ? partner.status : undefined;
  } catch {
    return undefined;
  }
}
