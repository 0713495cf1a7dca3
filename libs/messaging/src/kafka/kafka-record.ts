import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { LogRecord } from '../event-log.js';

/** A message as every log gives it. What a stranger left out, `ce_id` or the key, is its place, which is the same on every delivery and nobody else's. */
export function recordOf(message: KafkaMessage, topic: string, partition: number): LogRecord {
  const headers = textsOf(message.headers ?? {});
  const place = `${topic}/${partition}/${message.offset}`;
  return {
    id: headers['ce_id'] ?? place,
    key: message.key?.toString() ?? place,
    headers,
    value: message.value,
    position: Number(message.offset),
    at: new Date(Number(message.timestamp)),
  };
}

/** Of several values of a header the last one; a header without a value is none. */
function textsOf(headers: IHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]: [string, unknown]) => {
      const last: unknown = Array.isArray(value) ? value.at(-1) : value;
      return Buffer.isBuffer(last) || typeof last === 'string' ? [[name, last.toString()]] : [];
    }),
  );
}
