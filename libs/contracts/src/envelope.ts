/** The CloudEvents 1.0 attributes of an event. On Kafka each is a `ce_*` header; over HTTP they surround `data`. */
export interface Envelope {
  /** UUIDv7; the same on every redelivery. */
  readonly id: string;
  /** `/tributary/<service>` */
  readonly source: string;
  readonly type: string;
  /** The aggregate's id, which is also the key on the log. */
  readonly subject: string;
  /** The aggregate's version after the fact, zero-padded to 20 digits; grows by one per event of the subject. */
  readonly sequence: string;
  /** When the fact was committed, UTC ISO 8601. */
  readonly time: string;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly traceparent?: string;
  readonly dataschema: string;
}

/** What a handler gets: the envelope and the data, which has been read by the event's schema. */
export interface ReceivedEvent<Data = unknown> extends Envelope {
  readonly data: Data;
}

/** A version as CloudEvents `sequence`: 7 becomes "00000000000000000007". */
export function sequenceOf(version: number): string {
  return String(version).padStart(20, '0');
}

export function sourceOf(service: string): string {
  return `/tributary/${service}`;
}
