import { catalog, type EventDefinition } from '@tributary/contracts';
import type { TopicSpec } from '@tributary/messaging';

/** The topics of what a service publishes and of everything that it might consume: whoever boots first makes them. */
export function topicsFor(publishes: readonly EventDefinition[]): TopicSpec[] {
  const topics = new Map<string, TopicSpec>();
  for (const { topic, stateTopic } of [...catalog, ...publishes]) {
    topics.set(topic, { topic });
    if (stateTopic !== null) topics.set(stateTopic, { topic: stateTopic, compacted: true });
  }
  return [...topics.values()];
}
