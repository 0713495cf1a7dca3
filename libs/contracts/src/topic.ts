import { catalog, definitionOf } from './catalog.js';
import { isInbound } from './service-name.js';
import type { TributaryEvent } from './tributary-event.js';

/** How many partitions a topic has, for life: with another number a key would move and its order be lost. */
export const partitionsPerTopic = 12;

/** How long an event stays on its topic unless the installation sets EVENT_RETENTION_DAYS. A state topic keeps the last one of each key for ever. */
export const retentionDays = 30;

/** Every topic that Tributary publishes to, without the state topics. */
export const topics: readonly string[] = [
  ...new Set(catalog.filter((event) => !isInbound(event)).map(({ topic }) => topic)),
];

/** The topic of an event type: `tributary.sales.deal-registration`. */
export function topicOf(type: TributaryEvent['type']): string {
  return definitionOf(type)!.topic;
}

/** The compacted topic with the last event of each key; null where there is none. */
export function stateTopicOf(type: TributaryEvent['type']): string | null {
  return definitionOf(type)!.stateTopic;
}
