import { definitionOf } from './catalog.js';
import { dataSchemaOf } from './json-schema.js';
import { MalformedEvent } from './malformed-event.js';
import type { Forgotten, ParsedEvent, TributaryEvent, UnknownEvent } from './tributary-event.js';

type HeaderValue = Uint8Array | string | undefined;

/** Headers of a Kafka message as clients give them; of a name that occurs twice the last one counts. */
export type MessageHeaders = Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>;

/**
 * Reads a Kafka message: the envelope from its `ce_*` headers, the data from its value. Fields that this release does not know are
 * left away, a type that it does not know comes as `unknown`, a null value as `forgotten`. Throws MalformedEvent.
 */
export function parseEvent(headers: MessageHeaders | undefined, value: Uint8Array | string | null): ParsedEvent {
  if (value === null) return { type: 'forgotten' };
  const header = (name: string): string | undefined => textOf([headers?.[name]].flat().at(-1));
  const attribute = (name: string): string | undefined =>
    header(`ce_${name}`) ?? (name === 'traceparent' ? header(name) : undefined);
  return read(
    attribute,
    (name) => `ce_${name}`,
    (fail) => jsonOf(textOf(value) ?? '', fail),
  );
}

/** Reads a CloudEvent in structured mode: JSON, or what was parsed from it, with `data` among the attributes. Throws MalformedEvent. */
export function parseCloudEvent(json: Uint8Array | string | object): Exclude<ParsedEvent, Forgotten> {
  const isText = typeof json === 'string' || json instanceof Uint8Array;
  const event = isText ? jsonOf(textOf(json)!, (fault) => refuse(() => undefined, [fault])) : json;
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    return refuse(() => undefined, ['it is no JSON object']);
  const attributes = event as Readonly<Record<string, unknown>>;
  const attribute = (name: string): string | undefined => {
    const told = attributes[name];
    return typeof told === 'string' ? told : undefined;
  };
  return read(
    attribute,
    (name) => name,
    () => attributes['data'],
  );
}

type Attribute = (name: string) => string | undefined;

function read(
  attribute: Attribute,
  nameOf: (name: string) => string,
  dataOf: (fail: (fault: string) => never) => unknown,
): TributaryEvent | UnknownEvent {
  const fail = (...faults: string[]): never => refuse(attribute, faults);
  const missing = (names: readonly string[]): string[] =>
    names.filter((name) => !attribute(name)).map((name) => `${nameOf(name)} is missing`);
  const version = attribute('specversion');
  if (version !== undefined && version !== '1.0') fail(`${nameOf('specversion')} is ${version}, not 1.0`);
  const bare = missing(['specversion', 'id', 'source', 'type']);
  if (bare.length > 0) fail(...bare);
  const [id, source, type] = ['id', 'source', 'type'].map((name) => attribute(name)!) as [string, string, string];
  const subject = attribute('subject');
  const definition = type.startsWith('tributary.') ? definitionOf(type) : undefined;
  if (definition === undefined)
    return { type: 'unknown', unknownType: type, id, source, subject, data: whatever(dataOf) };
  const lacking = missing(['subject', 'sequence', 'time']);
  if (lacking.length > 0) fail(...lacking);
  const parsed = definition.schema.safeParse(dataOf(fail));
  if (!parsed.success) return fail(...parsed.error.issues.map((one) => `/${one.path.join('/')} ${one.message}`));
  const told = ['correlationid', 'causationid', 'traceparent'].flatMap((name) => {
    const value = attribute(name);
    return value === undefined ? [] : [[name, value]];
  });
  const [sequence, time] = [attribute('sequence'), attribute('time')];
  const dataschema = attribute('dataschema') ?? dataSchemaOf(definition);
  return {
    id,
    source,
    type,
    subject,
    sequence,
    time,
    dataschema,
    ...Object.fromEntries(told),
    data: parsed.data,
  } as TributaryEvent;
}

/** Of somebody else's event: JSON or not, it is none of our business. */
function whatever(dataOf: (fail: (fault: string) => never) => unknown): unknown {
  try {
    return dataOf((fault) => refuse(() => undefined, [fault]));
  } catch {
    return undefined;
  }
}

function refuse(attribute: Attribute, faults: readonly string[]): never {
  throw new MalformedEvent({ type: attribute('type'), id: attribute('id') }, faults);
}

function textOf(value: HeaderValue): string | undefined {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
}

function jsonOf(text: string, fail: (fault: string) => never): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('the data are not JSON');
  }
}
