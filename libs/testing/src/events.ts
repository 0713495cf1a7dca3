import { randomUUID } from 'node:crypto';
import { sequenceOf, sourceOf, type EventDefinition, type ReceivedEvent } from '@tributary/contracts';
import { EventLog, partitionOf } from '@tributary/messaging';
import type { TestService } from './test-service.js';

/** How an event is told. What is left out is made up: a sequence after all before it, an id of its own. */
export interface ToldAs {
  readonly sequence?: number;
  readonly id?: string;
  readonly time?: string;
}

let sequences = 0;

/** Appends an event to the log as its producer's relay would, to both of its topics. */
export async function tell<Data>(
  service: Pick<TestService, 'running'>,
  definition: EventDefinition<Data>,
  key: string,
  data: Data,
  { sequence = (sequences += 1), id = randomUUID(), time = '2026-03-02T10:00:00.000Z' }: ToldAs = {},
): Promise<void> {
  const log = service.running.app.get(EventLog, { strict: false });
  await appendEvent(log, definition, {
    ...{ id, time, data, subject: key, sequence: sequenceOf(sequence), source: sourceOf(definition.service) },
    ...{ type: definition.type, dataschema: `/schemas/${definition.type}.json` },
  });
}

/** A record id of its own each time: a relay that died between append and delete tells the same event again. */
export async function appendEvent(log: EventLog, definition: EventDefinition, event: ReceivedEvent): Promise<void> {
  const { id, source, type, subject, sequence, time, dataschema, data } = event;
  const headers = {
    ...{ 'content-type': 'application/json', ce_specversion: '1.0', ce_id: id, ce_source: source, ce_type: type },
    ...{ ce_subject: subject, ce_sequence: sequence, ce_time: time, ce_dataschema: dataschema },
  };
  const value = Buffer.from(JSON.stringify(data));
  for (const topic of [definition.topic, definition.stateTopic].filter((each) => each !== null)) {
    await log.ensureTopics([{ topic, compacted: topic === definition.stateTopic }]);
    const partition = partitionOf(subject, await log.partitions(topic));
    await log.append(topic, partition, [{ id: randomUUID(), key: subject, headers, value }], 5_000);
  }
}
