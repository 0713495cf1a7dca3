import type { EventDefinition } from './event.js';
import { toJsonSchema } from './json-schema.js';
import { outsideSystems } from './service-name.js';

/** The AsyncAPI 3 document of these events: a channel per topic, the state topics included, a message per event. */
export function asyncApi(
  events: readonly EventDefinition[],
  info = { title: 'Tributary', version: '0.1.0' },
): Record<string, unknown> {
  const channels: Record<string, unknown> = {};
  const operations: Record<string, unknown> = {};
  for (const topic of new Set(events.flatMap(topicsOf))) {
    const here = events.filter((event) => topicsOf(event).includes(topic));
    const compacted = topic.endsWith('.state');
    channels[topic] = {
      address: topic,
      description: compacted
        ? 'Compacted: the last event of each key. Read it first, then the events.'
        : isOutside(here[0])
          ? 'Yours to publish, ours to take in: key is whatever keeps your order, the same `id` on every repetition.'
          : 'Key is the id of the aggregate. In `sequence` order per key, at least once, the same `id` on every redelivery.',
      messages: Object.fromEntries(here.map((event) => [event.type, { $ref: `#/components/messages/${event.type}` }])),
      bindings: { kafka: { topicConfiguration: { 'cleanup.policy': [compacted ? 'compact' : 'delete'] } } },
    };
    const action = isOutside(here[0]) ? 'receive' : 'send';
    operations[`${action === 'send' ? 'publish' : 'receive'}.${topic}`] = {
      action,
      channel: { $ref: `#/channels/${topic}` },
      messages: here.map((event) => ({ $ref: `#/channels/${topic}/messages/${event.type}` })),
    };
  }
  return {
    asyncapi: '3.0.0',
    info: { ...info, description: 'CloudEvents 1.0; on Kafka in binary mode (`ce_*` headers, JSON value).' },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { messages: Object.fromEntries(events.map((event) => [event.type, messageOf(event)])) },
  };
}

function topicsOf(event: EventDefinition): string[] {
  return event.stateTopic ? [event.topic, event.stateTopic] : [event.topic];
}

function isOutside(event: EventDefinition | undefined): boolean {
  return event !== undefined && (outsideSystems as readonly string[]).includes(event.service);
}

function messageOf(event: EventDefinition): Record<string, unknown> {
  const text = { type: 'string' };
  const outside = isOutside(event);
  const needed = ['ce_specversion', 'ce_id', 'ce_source', 'ce_type'];
  return {
    name: event.type,
    title: event.name,
    summary: event.summary,
    contentType: 'application/json',
    headers: {
      type: 'object',
      properties: {
        ce_specversion: { const: '1.0' },
        ce_id: outside ? text : { ...text, format: 'uuid' },
        ce_source: outside ? text : { const: `/tributary/${event.service}` },
        ce_type: { const: event.type },
        ce_subject: { ...text, description: 'Id of the aggregate' },
        ce_sequence: { type: 'string', pattern: '^[0-9]{20}$', description: 'Grows by one per event of the subject' },
        ce_time: { type: 'string', format: 'date-time' },
        ce_dataschema: text,
        ce_correlationid: text,
        ce_causationid: text,
        ce_traceparent: text,
      },
      required: outside ? needed : [...needed, 'ce_subject', 'ce_sequence', 'ce_time'],
    },
    payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: toJsonSchema(event) },
    examples: [{ name: 'sample', payload: event.sample }],
    'x-audience': event.audience,
  };
}
