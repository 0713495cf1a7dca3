import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { EventDefinition, ReceivedEvent, ServiceName } from '@tributary/contracts';
import { type Database, type UnitOfWork } from '@tributary/persistence';
import { isObservable, lastValueFrom } from 'rxjs';
import { Consumption } from './delivery/consumption.js';
import { type ConsumerCounts, type ConsumerFigures, countsOf, figuresOf } from './delivery/consumer-figures.js';
import type { Handler, HandlerDelivery } from './delivery/handler-delivery.js';
import { report } from './delivery/incident.js';
import type { EventLog, Subscription } from './event-log.js';
import type { FailurePolicy, HandlerExtras } from './on.decorator.js';

export interface EventsServerOptions {
  readonly service: ServiceName;
  readonly log: EventLog;
  readonly unitOfWork: UnitOfWork;
  readonly database: Database;
  /** Seconds before each retry of a parked key; after the last one the key is dead. 10 s, 1 m, 5 m, 30 m, 2 h, 6 h if not given. */
  readonly retrySchedule?: readonly number[];
  /** How often due parked keys are looked for, in milliseconds; 1 s if not given. */
  readonly retryEveryMs?: number;
  /** How long a stopped handler rests, in milliseconds; 30 s if not given. */
  readonly coolDownMs?: number;
  /** Partitions worked on at a time, each on a connection of the vendor's pool; 4 if not given. */
  readonly concurrency?: number;
}

const usualSchedule = [10, 60, 300, 1800, 7200, 21_600];

interface Bound {
  readonly id: string;
  readonly onFailure: FailurePolicy;
  readonly definitions: Map<string, EventDefinition>;
  readonly topics: Set<string>;
  readonly calls: Map<string, MessageHandler>;
}

/**
 * Nest's `@EventPattern` on the event log. Every handler of an event has its own transaction, inbox entry and retry state,
 * so that one failing neither re-runs nor delays the others.
 */
export class EventsServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  protected override readonly logger = new Logger(EventsServer.name);
  readonly #bound = new Map<string, Bound>();
  #consumption: Consumption | null = null;
  #subscription: Subscription | null = null;
  #closing: Promise<void> | null = null;

  constructor(private readonly options: EventsServerOptions) {
    super();
  }

  override addHandler(
    pattern: string,
    callback: MessageHandler,
    isEventHandler = false,
    extras: Partial<HandlerExtras> = {},
  ): void {
    const { id, definitions, fromState, onFailure = 'block' } = extras;
    const definition = definitions?.find(({ type }) => type === pattern);
    if (!isEventHandler || id === undefined || definition === undefined) {
      throw new Error(`The event log takes only handlers that are marked with On: "${String(pattern)}" is not.`);
    }
    const bound: Bound = this.#bound.get(id) ?? {
      id,
      onFailure,
      definitions: new Map(),
      topics: new Set(),
      calls: new Map(),
    };
    if (bound.onFailure !== onFailure) throw new Error(`The handler "${id}" says both block and skip.`);
    if (bound.calls.has(pattern)) throw new Error(`Two handlers of ${pattern} have the id "${id}".`);
    this.#bound.set(id, bound);
    bound.definitions.set(pattern, definition);
    bound.topics.add(fromState ? definition.stateTopic! : definition.topic);
    bound.calls.set(pattern, callback);
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      const { log, unitOfWork, retrySchedule = usualSchedule, coolDownMs = 30_000 } = this.options;
      const handlers = [...this.#bound.values()].map((bound) => ({ topics: bound.topics, handler: handlerOf(bound) }));
      const consumption = new Consumption(handlers, {
        log,
        unitOfWork,
        pool: this.options.database.pool('vendor'),
        retryEveryMs: this.options.retryEveryMs ?? 1000,
        delivery: { retrySchedule, coolDownMs, onIncident: (incident) => report(this.logger, incident) },
      });
      this.#consumption = consumption;
      if (handlers.length > 0) {
        this.#subscription = await log.consume({
          group: this.group,
          topics: [...new Set(handlers.flatMap(({ topics }) => [...topics]))],
          concurrency: this.options.concurrency ?? 4,
          onBatch: (batch) => consumption.take(batch),
        });
        consumption.start();
      }
      callback();
    } catch (error) {
      callback(error);
    }
  }

  get group(): string {
    return `tributary.${this.options.service}`;
  }

  /** Not ready while events wait for the database or the log. A stopped handler is an alarm, see `figures`, but no reason to take the service away. */
  get readiness(): { readonly ready: boolean; readonly reasons: readonly string[] } {
    const reasons = this.#consumption === null ? ['not listening'] : this.#consumption.waiting.places.values();
    const told = [...new Set(reasons)];
    return { ready: told.length === 0, reasons: told };
  }

  /** The handlers by their ids, for operators: which contract an event must fulfil, and how one that fails is set aside. */
  handlers(): ReadonlyMap<string, HandlerDelivery> {
    return this.#consumption?.deliveries ?? new Map<string, HandlerDelivery>();
  }

  /** Known without asking database or log: what is told while they are away. */
  get counts(): ConsumerCounts {
    return countsOf(this.#consumption);
  }

  figures(): Promise<ConsumerFigures> {
    return figuresOf(this.options.database.pool('vendor'), this.options.log, this.group, this.#consumption);
  }

  /** Lets the events in work end and their positions be stored. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      await Promise.all([this.#subscription?.close(), this.#consumption?.stop()]);
    })();
    return this.#closing;
  }

  // As a provider it drains before anything that its handlers use is closed.
  beforeApplicationShutdown(): Promise<void> {
    return this.close();
  }

  on(): this {
    return this;
  }

  unwrap<T>(): T {
    return this.options.log as T;
  }
}

function handlerOf({ id, onFailure, definitions, calls }: Bound): Handler {
  return {
    id,
    onFailure,
    definitions,
    invoke: async (event: ReceivedEvent) => {
      const answer: unknown = await calls.get(event.type)!(event);
      return isObservable(answer) ? lastValueFrom(answer, { defaultValue: undefined }) : answer;
    },
  };
}
