import type { z } from 'zod';
import type { OutsideSystem, ServiceName } from './service-name.js';
import { asProducer } from './vocabulary.js';

/** `vendor`: only the vendor's own systems may read it. `partner`: it may also be delivered to the partner whom it concerns. */
export type Audience = 'vendor' | 'partner';

/** One event in one version: the schema of its data is the contract with every reader. */
export interface EventDefinition<Data = unknown> {
  /** `tributary.sales.DealRegistered.v1` */
  readonly type: string;
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
  /** The reader's schema: unknown fields are dropped, new words of an open vocabulary are taken. */
  readonly schema: z.ZodType<Data>;
  readonly summary: string;
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

interface EventSpec<S extends z.ZodType> {
  readonly service: ServiceName | OutsideSystem;
  readonly aggregate: string;
  readonly name: string;
  readonly version: number;
  readonly summary: string;
  readonly data: S;
  readonly sample: z.infer<S>;
  readonly replicated?: boolean;
  readonly audience?: Audience;
}

export function defineEvent<S extends z.ZodType>(spec: EventSpec<S>): EventDefinition<z.infer<S>> {
  type Data = z.infer<S>;
  const { service, aggregate, name, version, summary, sample, replicated = false, audience = 'partner' } = spec;
  const topic = `tributary.${service}.${aggregate}`;
  const type = `tributary.${service}.${name}.v${version}`;
  const schema = spec.data as unknown as z.ZodType<Data>;
  const definition: EventDefinition<Data> = {
    type,
    name,
    version,
    service,
    aggregate,
    topic,
    stateTopic: replicated ? `${topic}.state` : null,
    audience,
    schema,
    summary,
    sample,
    of: (key, data) => ({ definition, key, ...checked(type, schema, data) }),
  };
  return definition;
}

interface InboundSpec<S extends z.ZodType> {
  readonly system: OutsideSystem;
  /** What it is about: `order`. */
  readonly aggregate: string;
  readonly name: string;
  readonly version: number;
  readonly topic: string;
  readonly summary: string;
  readonly data: S;
  readonly sample: z.infer<S>;
}

/** An event that another system of the vendor's publishes for us to take in: `erp.OrderFulfilled.v1`. For the vendor only. */
export function defineInbound<S extends z.ZodType>(spec: InboundSpec<S>): EventDefinition<z.infer<S>> {
  const { system: service, ...rest } = spec;
  const type = `${service}.${spec.name}.v${spec.version}`;
  const schema = spec.data as unknown as z.ZodType<z.infer<S>>;
  const definition: EventDefinition<z.infer<S>> = {
    ...defineEvent({ ...rest, service, audience: 'vendor' }),
    type,
    topic: spec.topic,
    of: (key, data) => ({ definition, key, ...checked(type, schema, data) }),
  };
  return definition;
}

function checked<Data>(type: string, schema: z.ZodType<Data>, data: Data): Pick<PublishedEvent<Data>, 'data' | 'json'> {
  const result = asProducer(() => schema.safeParse(data));
  if (!result.success) {
    throw new ContractBreach(
      type,
      result.error.issues.map((issue) => `/${issue.path.join('/')} ${issue.message}`).join('; '),
    );
  }
  const json = JSON.stringify(result.data);
  const bytes = Buffer.byteLength(json);
  if (bytes > largestData) throw new ContractBreach(type, `${bytes} bytes of data, at most ${largestData} are allowed`);
  return { data: result.data, json };
}
