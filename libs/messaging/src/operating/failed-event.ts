import { isUtf8 } from 'node:buffer';

/** A key whose first event fails, so that its later ones wait; or one event that waits `alone`. `dead`: no retry is left, somebody must decide. */
export interface ParkedKey {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly handler: string;
  readonly key: string;
  readonly alone: boolean;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly dead: boolean;
  readonly lastError: string | null;
  readonly waiting: number;
}

/** `text` is the value where it is UTF-8, `base64` where it is not; both are null for a tombstone. */
export interface FailedEvent {
  readonly eventId: string;
  readonly source: string;
  readonly type: string;
  readonly topic: string;
  readonly partition: number;
  readonly position: string;
  readonly createdAt: Date;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
  readonly base64: string | null;
}

/** An event that no retry can help, as it came. */
export interface DeadLetter extends FailedEvent {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly handler: string;
  readonly key: string;
  readonly reason: string;
}

export type Stored<Event extends FailedEvent> = Omit<Event, 'text' | 'base64'> & { readonly value: Buffer | null };

export function shown<Event extends FailedEvent>({ value, ...rest }: Stored<Event>): Event {
  const isText = value !== null && isUtf8(value);
  const text = isText ? value.toString('utf8') : null;
  return { ...rest, text, base64: isText ? null : (value?.toString('base64') ?? null) } as unknown as Event;
}
