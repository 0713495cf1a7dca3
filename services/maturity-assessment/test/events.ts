import { randomUUID } from 'node:crypto';
import { sequenceOf, type EventDefinition } from '@tributary/contracts';
import { EventLog, partitionOf } from '@tributary/messaging';
import type { TestService } from '@tributary/testing';

let sequence = 0;

/** Tells an event as its producer's relay would, as of an instant. */
export async function tell<Data>(
  service: TestService,
  definition: EventDefinition<Data>,
  key: string,
  data: Data,
  time: string,
): Promise<void> {
  const log = service.running.app.get(EventLog, { strict: false });
  sequence += 1;
  for (const topic of [definition.topic, definition.stateTopic].filter((each) => each !== null)) {
    const id = randomUUID();
    const headers = {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: `/tributary/${definition.service}`,
      ce_type: definition.type,
      ce_subject: key,
      ce_sequence: sequenceOf(sequence),
      ce_time: time,
      ce_dataschema: `/schemas/${definition.type}.json`,
    };
    await log.ensureTopics([{ topic, compacted: topic.endsWith('.state') }]);
    const partition = partitionOf(key, await log.partitions(topic));
    await log.append(topic, partition, [{ id, key, headers, value: Buffer.from(JSON.stringify(data)) }], 5_000);
  }
}

/** Waits until a condition holds, because events take their time. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
