import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { LogRecord } from '../event-log.js';

/** A message as every log gives it. One of a stranger without `ce_id` is named by its place, which is the same on every delivery. */
export function recordOf(message: KafkaMessage, topic: string, partition: number): LogRecord {
  const headers = textsOf(message.headers ?? {});
  return {
    id: headers['ce_id'] ?? `${topic}/${partition}/${message.offset}`,
    key: message.key?.toString() ?? '',
    headers,
    value: message.value,
    position: Number(message.offset),
    at: new Date(Number(message.timestamp)),
  };
}

function textsOf(headers: IHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value;
      return last === undefined ? [] : [[name, last.toString()]];
    }),
  );
}
