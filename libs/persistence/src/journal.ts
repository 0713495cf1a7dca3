import { dataSchemaOf, type EventDefinition, type PublishedEvent, type ServiceName } from '@tributary/contracts';
import type { Actor, Clock, Ids, Recorded } from '@tributary/kernel';
import { bulkInsert } from './bulk-insert.js';
import type { CommandFacts } from './command-context.js';
import { shardOf } from './shard.js';
import type { Statement } from './statement.js';

const insertHistory = bulkInsert('history', {
  id: 'uuid',
  noun: 'text',
  entity_id: 'uuid',
  version: 'int',
  type: 'text',
  partner_id: 'uuid',
  subject: 'text',
  kind: 'text',
  at: 'timestamptz',
  reason: 'text',
  before: 'jsonb',
  after: 'jsonb',
  correlation_id: 'text',
});
const insertOutbox = bulkInsert('outbox', {
  shard: 'smallint',
  event_id: 'uuid',
  topic: 'text',
  key: 'text',
  type: 'text',
  aggregate_version: 'bigint',
  headers: 'jsonb',
  payload: 'bytea',
});

/** Who did it and in answer to what, the same for all entries of one command. */
export interface Authorship {
  readonly actor: Actor;
  readonly facts: CommandFacts;
}

export interface Entry {
  readonly noun: string;
  readonly entityId: string;
  readonly version: number;
  readonly partnerId: string | null;
  readonly personal: readonly string[];
  readonly record: Recorded<Record<string, unknown>, { readonly type: string }>;
}

/** What a transaction will write beside its state: the history of its domain events and the outbox rows of its contract events. */
export class Journal {
  published = 0;
  #history: unknown[][] = [];
  #outbox: unknown[][] = [];

  constructor(
    private readonly service: ServiceName,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly publicUrl = '',
  ) {}

  enter(by: Authorship, entry: Entry): void {
    const { event, before, after } = entry.record;
    const reason = 'reason' in event && typeof event.reason === 'string' ? event.reason : null;
    this.#history.push([
      this.ids.next(), entry.noun, entry.entityId, entry.version, event.type, entry.partnerId, by.actor.subject, by.actor.kind,
      this.clock.now(), reason, masked(before, entry.personal), masked(after, entry.personal), by.facts.correlationId,
    ]); // prettier-ignore
  }

  publish(by: Authorship, event: PublishedEvent, version: number): void {
    this.published += 1;
    const { definition, key } = event;
    const payload = Buffer.from(event.json, 'utf8');
    const topics = definition.stateTopic === null ? [definition.topic] : [definition.topic, definition.stateTopic];
    for (const topic of topics) {
      const id = this.ids.next();
      const headers = JSON.stringify(this.#headers(by, definition, key, id, version));
      this.#outbox.push([shardOf(key), id, topic, key, definition.type, version, headers, payload]);
    }
  }

  /** Hands over the rows written so far; history and outbox come after the state that they tell of. */
  take(): Statement[] {
    const statements: Statement[] = [];
    if (this.#history.length > 0) statements.push(insertHistory(this.#history.splice(0)));
    if (this.#outbox.length > 0) statements.push(insertOutbox(this.#outbox.splice(0)));
    return statements;
  }

  mark(): readonly [number, number, number] {
    return [this.#history.length, this.#outbox.length, this.published];
  }

  backTo([history, outbox, published]: readonly [number, number, number]): void {
    this.#history.length = Math.min(this.#history.length, history);
    this.#outbox.length = Math.min(this.#outbox.length, outbox);
    this.published = published;
  }

  #headers(
    by: Authorship,
    definition: EventDefinition,
    key: string,
    id: string,
    version: number,
  ): Record<string, string> {
    const { correlationId, causationId, traceparent } = by.facts;
    return {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: `/tributary/${this.service}`,
      ce_type: definition.type,
      ce_subject: key,
      ce_sequence: String(version).padStart(20, '0'),
      ce_time: this.clock.now().toISOString(),
      ce_dataschema: dataSchemaOf(definition, this.publicUrl),
      ce_correlationid: correlationId,
      ...(causationId === undefined ? {} : { ce_causationid: causationId }),
      ...(traceparent === undefined ? {} : { traceparent }),
    };
  }
}

function masked(fields: Record<string, unknown>, personal: readonly string[]): string {
  if (personal.length === 0) return JSON.stringify(fields);
  return JSON.stringify(fields, (key, value: unknown) => (personal.includes(key) ? 'changed' : value));
}
