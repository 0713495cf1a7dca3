import { randomUUID } from 'node:crypto';
import { sequenceOf, type EventDefinition } from '@tributary/contracts';
import { EventLog, partitionOf } from '@tributary/messaging';
import type { TestService } from '@tributary/testing';

/** Appends an event to the log as its producer's relay would, to both of its topics. */
export async function tell<Data>(
  service: TestService,
  definition: EventDefinition<Data>,
  key: string,
  data: Data,
  sequence: number,
): Promise<void> {
  const log = service.running.app.get(EventLog, { strict: false });
  for (const topic of [definition.topic, definition.stateTopic].filter((each) => each !== null)) {
    const id = randomUUID();
    const headers = {
      ...{ 'content-type': 'application/json', ce_specversion: '1.0', ce_id: id, ce_type: definition.type },
      ...{ ce_source: `/tributary/${definition.service}`, ce_subject: key, ce_sequence: sequenceOf(sequence) },
      ...{ ce_time: '2026-03-02T10:00:00.000Z', ce_dataschema: `/schemas/${definition.type}.json` },
    };
    await log.ensureTopics([{ topic, compacted: topic.endsWith('.state') }]);
    const partition = partitionOf(key, await log.partitions(topic));
    await log.append(topic, partition, [{ id, key, headers, value: Buffer.from(JSON.stringify(data)) }], 5_000);
  }
}
