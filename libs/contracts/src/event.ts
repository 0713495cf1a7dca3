import type { z } from 'zod';
import type { OutsideSystem, ServiceName } from './service-name.js';
import { asProducer } from './vocabulary.js';

/** `vendor`: only the vendor's own systems may read it. `partner`: it may also be delivered to the partner whom it concerns. */
export type Audience = 'vendor' | 'partner';

/** One event in one version: the schema of its data is the contract with every reader. */
export interface EventDefinition<Data = unknown, Type extends string = string> {
  /** `tributary.sales.DealRegistered.v1` */
  readonly type: Type;
  readonly name: string;
  readonly version: number;
  /** Who publishes it. */
  readonly service: ServiceName | OutsideSystem;
  readonly aggregate: string;
  /** `tributary.sales.deal-registration` */
  readonly topic: string;
  /** The compacted topic for whoever keeps a replica; null where nobody may. */
  readonly stateTopic: string | null;
  readonly audience: Audience;
  /** JSON Pointer to the key in the data: the aggregate's id. Null where the data do not tell it. */
  readonly key: string | null;
  /** The reader's schema: unknown fields are dropped, new words of an open vocabulary are taken. */
  readonly schema: z.ZodType<Data>;
  readonly summary: string;
  /** What makes it told: a verb, another event, or time. */
  readonly when: string;
  readonly sample: Data;
  /** Checks the data as a producer must; throws ContractBreach. */
  of(key: string, data: Data): PublishedEvent<Data>;
}

/** A fact ready for the outbox. `key` is the aggregate's id. */
export interface PublishedEvent<Data = unknown> {
  readonly definition: EventDefinition<Data>;
  readonly key: string;
  readonly data: Data;
  /** The data as it is written. */
  readonly json: string;
}

/** A service tried to publish what its own contract forbids: a defect of ours, never the caller's fault. */
export class ContractBreach extends Error {
  constructor(type: string, detail: string) {
    super(`${type} breaks its contract: ${detail}`);
    this.name = 'ContractBreach';
  }
}

/** The largest `data` in bytes of JSON. */
export const largestData = 64 * 1024;

interface Spec<S extends z.ZodType, Name extends string, Version extends number> {
  readonly aggregate: string;
  readonly name: Name;
  readonly version: Version;
  readonly summary: string;
  readonly when?: string;
  readonly data: S;
  readonly sample: z.infer<S>;
}

interface EventSpec<
  S extends z.ZodType,
  Service extends string,
  Name extends string,
  Version extends number,
> extends Spec<S, Name, Version> {
  readonly service: Service;
  /** The property of the data that holds the whole public state after the fact; its `id` is the key. */
  readonly about?: keyof z.infer<S> & string;
  readonly replicated?: boolean;
  readonly audience?: Audience;
}

export function defineEvent<
  S extends z.ZodType,
  const Service extends ServiceName,
  const Name extends string,
  const Version extends number,
>(spec: EventSpec<S, Service, Name, Version>): EventDefinition<z.infer<S>, `tributary.${Service}.${Name}.v${Version}`> {
  const { service, aggregate, name, version, about, replicated = false, audience = 'partner' } = spec;
  const topic = `tributary.${service}.${aggregate}`;
  return definition(`tributary.${service}.${name}.v${version}`, spec, {
    service,
    topic,
    stateTopic: replicated ? `${topic}.state` : null,
    key: about === undefined ? null : `/${about}/id`,
    audience,
  });
}

interface InboundSpec<
  S extends z.ZodType,
  System extends string,
  Name extends string,
  Version extends number,
> extends Spec<S, Name, Version> {
  readonly system: System;
  readonly topic: string;
}

/** An event that another system of the vendor's publishes for us to take in: `erp.OrderFulfilled.v1`. For the vendor only. */
export function defineInbound<
  S extends z.ZodType,
  const System extends OutsideSystem,
  const Name extends string,
  const Version extends number,
>(spec: InboundSpec<S, System, Name, Version>): EventDefinition<z.infer<S>, `${System}.${Name}.v${Version}`> {
  const { system, topic, name, version } = spec;
  const place = { service: system, topic, stateTopic: null, key: null, audience: 'vendor' } as const;
  return definition(`${system}.${name}.v${version}`, spec, place);
}

type Place = Pick<EventDefinition, 'service' | 'topic' | 'stateTopic' | 'key' | 'audience'>;

function definition<S extends z.ZodType, Type extends string>(
  type: Type,
  { aggregate, name, version, summary, when = '', data, sample }: Spec<S, string, number>,
  place: Place,
): EventDefinition<z.infer<S>, Type> {
  const schema = data as unknown as z.ZodType<z.infer<S>>;
  const defined: EventDefinition<z.infer<S>, Type> = {
    ...{ type, name, version, aggregate, ...place, schema, summary, when, sample },
    of: (key, fact) => ({ definition: defined, key, ...checked(defined, key, fact) }),
  };
  return defined;
}

function checked<Data>(
  { type, schema, key: pointer }: EventDefinition<Data>,
  key: string,
  data: Data,
): Pick<PublishedEvent<Data>, 'data' | 'json'> {
  const result = asProducer(() => schema.safeParse(data));
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `/${issue.path.join('/')} ${issue.message}`);
    throw new ContractBreach(type, faults.join('; '));
  }
  if (pointer !== null && at(pointer, result.data) !== key)
    throw new ContractBreach(type, `${pointer} is not the key, ${key}`);
  const json = JSON.stringify(result.data);
  const bytes = Buffer.byteLength(json);
  if (bytes > largestData) throw new ContractBreach(type, `${bytes} bytes of data, at most ${largestData} are allowed`);
  return { data: result.data, json };
}

function at(pointer: string, data: unknown): unknown {
  const [, property = '', field = ''] = pointer.split('/');
  return (data as Record<string, Record<string, unknown> | undefined>)[property]?.[field];
}
