export interface Key {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly handler: string;
  readonly key: string;
  readonly alone: boolean;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly dead: boolean;
  readonly lastError: string | null;
  readonly waiting: number;
}

export interface Event {
  readonly eventId: string;
  readonly type: string;
  readonly topic: string;
  readonly partition: number;
  readonly position: string;
  readonly text: string | null;
  readonly base64: string | null;
}

export interface ShownKey extends Key {
  readonly events: readonly Event[];
}

export interface Letter extends Event {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly handler: string;
  readonly key: string;
  readonly reason: string;
}

export interface Deed {
  readonly at: string;
  readonly subject: string;
  readonly type: string;
  readonly noun: string;
  readonly entityId: string;
  readonly reason: string | null;
  readonly before: { readonly handler?: string; readonly key?: string };
}

export function keyLines(key: Key): string[] {
  const { id, handler, lastError, waiting, dead, nextAttemptAt } = key;
  const next = dead ? 'DEAD: no retry is left' : `next try ${nextAttemptAt ?? ''}`;
  const queue = key.alone ? 'alone, its key goes on' : `${waiting} waiting`;
  return [
    `parked ${id}  ${handler}  key ${key.key}`,
    `       since ${key.createdAt}, ${key.attempts} retries, ${next}, ${queue}`,
    `       ${lastError ?? 'not tried since the event before it was done'}`,
  ];
}

export function letterLines({
  id,
  handler,
  key,
  createdAt,
  type,
  topic,
  partition,
  position,
  reason,
}: Letter): string[] {
  return [
    `dead letter ${id}  ${handler}  key ${key}`,
    `       since ${createdAt}, ${type || 'without a type'}, ${topic}/${partition} at ${position}`,
    `       ${reason}`,
  ];
}

export function eventLines({ eventId, type, topic, partition, position, text, base64 }: Event): string[] {
  return [`event ${eventId}  ${type}  ${topic}/${partition} at ${position}`, ...valueLines(text, base64)];
}

export function valueLines(text: string | null, base64: string | null): string[] {
  if (text === null) return [base64 === null ? '  (no value)' : `  (not UTF-8, in base64) ${base64}`];
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
      .split('\n')
      .map((line) => `  ${line}`);
  } catch {
    return [`  ${text}`];
  }
}

export function deedLines({ at, subject, type, noun, entityId, reason, before }: Deed): string[] {
  const place = [before.handler, before.key && `key ${before.key}`].filter(Boolean).join(', ');
  return [
    `${at}  ${subject}  ${type}  ${noun} ${entityId}  ${place}`,
    ...(reason === null ? [] : [`       ${reason}`]),
  ];
}
