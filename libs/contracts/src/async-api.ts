import { asyncMessage } from './async-message.js';
import type { EventDefinition } from './event.js';
import { isInbound } from './service-name.js';
import { partitionsPerTopic, retentionDays } from './topic.js';

const info = {
  title: 'Tributary events',
  version: '0.1.0',
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  description:
    'CloudEvents 1.0; on Kafka in binary mode: the attributes as `ce_*` headers, the data as JSON in the value. At least once, with the ' +
    'same `id` on every redelivery; in the order of `sequence` per key; no order across keys. Fields and words of a vocabulary may be ' +
    'added within a version: ignore what you do not know. `x-extensible-enum` lists the words of today, `x-personal-data` marks fields ' +
    'that touch a person. The guide for consumers is on /docs/events.',
};

/** The AsyncAPI 3 document of these events: a channel per topic, the state topics included, a message per event. */
export function asyncApi(events: readonly EventDefinition[], publicUrl = ''): Record<string, unknown> {
  const topics = [...new Set(events.flatMap(topicsOf))].map((topic) => ({
    topic,
    events: events.filter((event) => topicsOf(event).includes(topic)),
  }));
  return {
    asyncapi: '3.0.0',
    id: 'urn:tributary:events',
    info: { ...info, ...(publicUrl === '' ? {} : { externalDocs: { url: `${publicUrl}/docs/events` } }) },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map(({ topic, events }) => [topic, channelOf(topic, events)])),
    operations: Object.fromEntries(topics.map(({ topic, events }) => operationOf(topic, events))),
    components: { messages: Object.fromEntries(events.map((event) => [event.type, asyncMessage(event, publicUrl)])) },
  };
}

function topicsOf({ topic, stateTopic }: EventDefinition): string[] {
  return stateTopic === null ? [topic] : [topic, stateTopic];
}

function channelOf(topic: string, events: readonly EventDefinition[]): Record<string, unknown> {
  const isState = topic.endsWith('.state');
  return {
    address: topic,
    description: isState
      ? 'Compacted: the last event of each key, for ever. Read it first, then the events. A null value says that its key is to be forgotten.'
      : events.some(isInbound)
        ? 'Yours to publish, ours to take in: key is whatever keeps your order, the same `id` on every repetition.'
        : 'Key is the id of the aggregate. In `sequence` order per key, at least once, the same `id` on every redelivery.',
    messages: Object.fromEntries(events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: {
      kafka: {
        topic,
        partitions: partitionsPerTopic,
        topicConfiguration: isState
          ? { 'cleanup.policy': ['compact'] }
          : { 'cleanup.policy': ['delete'], 'retention.ms': retentionDays * 86_400_000 },
        bindingVersion: '0.5.0',
      },
    },
  };
}

function operationOf(topic: string, events: readonly EventDefinition[]): [string, Record<string, unknown>] {
  const isReceived = events.some(isInbound);
  return [
    `${isReceived ? 'receive' : 'publish'}.${topic}`,
    {
      action: isReceived ? 'receive' : 'send',
      channel: { $ref: `#/channels/${topic}` },
      summary: isReceived ? 'Tributary takes these in.' : 'Tributary tells these.',
      messages: events.map(({ type }) => ({ $ref: `#/channels/${topic}/messages/${type}` })),
    },
  ];
}
