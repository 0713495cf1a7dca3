import type { EventDefinition, ReceivedEvent } from '@tributary/contracts';
import type { LogRecord } from '../event-log.js';
import { PermanentFailure } from './failure.js';

/** Where a record lies on the log and what it holds, as it is kept when it fails. */
export interface RawRecord {
  readonly topic: string;
  readonly partition: number;
  readonly position: number;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}

/** A record on its way to one handler. `source` and `eventId` are what the inbox knows it by. */
export interface Incoming {
  readonly raw: RawRecord;
  readonly source: string;
  readonly eventId: string;
}

export function incoming(record: LogRecord, topic: string, partition: number): Incoming {
  const { key, headers, value, position } = record;
  return {
    raw: { topic, partition, position, key, headers, value },
    source: headers['ce_source'] ?? '',
    eventId: headers['ce_id'] ?? record.id,
  };
}

/** Reads a CloudEvent in binary mode; throws PermanentFailure for what no later attempt could read either. */
export function readEvent<Data>(
  { key, headers, value }: RawRecord,
  definition: EventDefinition<Data>,
): ReceivedEvent<Data> {
  const required = (name: string): string => {
    const text = headers[name];
    if (text === undefined) throw new PermanentFailure(`The header ${name} is missing.`);
    return text;
  };
  // What CloudEvents leaves open another system may leave out.
  const isOurs = definition.type.startsWith('tributary.');
  const ours = (name: string, unless: string): string => (isOurs ? required(name) : (headers[name] ?? unless));
  return {
    id: required('ce_id'),
    source: required('ce_source'),
    type: required('ce_type'),
    subject: ours('ce_subject', key),
    sequence: ours('ce_sequence', ''),
    time: ours('ce_time', ''),
    dataschema: headers['ce_dataschema'] ?? '',
    ...optional('correlationid', headers['ce_correlationid']),
    ...optional('causationid', headers['ce_causationid']),
    ...optional('traceparent', headers['traceparent']),
    data: readData(value, definition),
  };
}

function optional<Name extends string>(name: Name, text: string | undefined): { readonly [K in Name]?: string } {
  return (text === undefined ? {} : { [name]: text }) as { readonly [K in Name]?: string };
}

function readData<Data>(value: Buffer | null, definition: EventDefinition<Data>): Data {
  let json: unknown;
  try {
    json = JSON.parse(String(value));
  } catch (error) {
    throw new PermanentFailure('The value is not JSON.', error);
  }
  const read = definition.schema.safeParse(json);
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `/${issue.path.join('/')} ${issue.message}`);
  throw new PermanentFailure(`The data do not fit ${definition.type}: ${faults.join('; ')}`);
}
