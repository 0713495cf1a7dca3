import type { EventDefinition } from '../event.js';
import { sourceOf } from '../envelope.js';
import { dataSchemaOf, toJsonSchema, type JsonSchema } from '../json-schema.js';
import { isInbound } from '../service-name.js';
import { partitionsPerTopic } from '../topic.js';

/** Where an event is found and by what it is told: as binding as its data. */
export interface Facts {
  readonly type: string;
  readonly topic: string;
  readonly stateTopic: string | null;
  readonly partitions: number;
  readonly key: string | null;
  readonly source: string | null;
  readonly dataschema: string;
  readonly audience: string;
}

/** An event version as it was given to others: a file of `released/`, kept for ever, as events like its samples lie on their logs. */
export interface Release {
  readonly facts: Facts;
  readonly schema: JsonSchema;
  readonly samples: readonly unknown[];
}

export function releaseOf(definition: EventDefinition): Release {
  const { type, topic, stateTopic, key, audience, service } = definition;
  const source = isInbound(definition) ? null : sourceOf(service);
  const dataschema = dataSchemaOf(definition);
  return {
    facts: { type, topic, stateTopic, partitions: partitionsPerTopic, key, source, dataschema, audience },
    schema: toJsonSchema(definition),
    samples: [definition.sample],
  };
}

/** What changed about where and how an event is told, in sentences. A state topic may be added, and who may read it grow. */
export function brokenFacts(older: Facts, newer: Facts): string[] {
  const free = (name: string): boolean =>
    (name === 'stateTopic' && older.stateTopic === null) || (name === 'audience' && newer.audience === 'partner');
  return (Object.keys(older) as (keyof Facts)[])
    .filter((name) => older[name] !== newer[name] && !free(name))
    .map((name) => `${name} was ${older[name]}, is ${newer[name]}`);
}
