import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { EventDefinition, ReceivedEvent, ServiceName } from '@tributary/contracts';
import { type Database, type UnitOfWork } from '@tributary/persistence';
import { isObservable, lastValueFrom } from 'rxjs';
import { Consumption } from './delivery/consumption.js';
import type { Handler, Incident } from './delivery/handler-delivery.js';
import type { EventLog, Subscription } from './event-log.js';
import type { HandlerExtras } from './on.decorator.js';

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

export interface ConsumerFigures {
  readonly handled: number;
  readonly duplicates: number;
  /** Events on the log that this service has not finished. */
  readonly lag: number;
  readonly parkedKeys: number;
  readonly parkedEvents: number;
  readonly deadKeys: number;
  readonly deadLetters: number;
  readonly stoppedHandlers: readonly string[];
}

interface Bound {
  readonly id: string;
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
    const { id, definitions, fromState } = extras;
    const definition = definitions?.find(({ type }) => type === pattern);
    if (!isEventHandler || id === undefined || definition === undefined) {
      throw new Error(`The event log takes only handlers that are marked with On: "${String(pattern)}" is not.`);
    }
    const bound: Bound = this.#bound.get(id) ?? { id, definitions: new Map(), topics: new Set(), calls: new Map() };
    if (bound.calls.has(pattern)) throw new Error(`Two handlers of ${pattern} have the id "${id}".`);
    this.#bound.set(id, bound);
    bound.definitions.set(pattern, definition);
    bound.topics.add(fromState ? definition.stateTopic! : definition.topic);
    bound.calls.set(pattern, callback);
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      const handlers = [...this.#bound.values()].map((bound) => ({ topics: bound.topics, handler: handlerOf(bound) }));
      this.#consumption = new Consumption(handlers, {
        unitOfWork: this.options.unitOfWork,
        pool: this.options.database.pool('vendor'),
        retryEveryMs: this.options.retryEveryMs ?? 1000,
        delivery: {
          retrySchedule: this.options.retrySchedule ?? [10, 60, 300, 1800, 7200, 21_600],
          coolDownMs: this.options.coolDownMs ?? 30_000,
          onIncident: (incident) => this.#report(incident),
        },
      });
      const consumption = this.#consumption;
      if (handlers.length > 0) {
        this.#subscription = await this.options.log.consume({
          group: this.group,
          topics: [...new Set(handlers.flatMap(({ topics }) => [...topics]))],
          concurrency: this.options.concurrency ?? 4,
          onBatch: (batch) => consumption.take(batch),
        });
        consumption.retries.start();
      }
      callback();
    } catch (error) {
      callback(error);
    }
  }

  get group(): string {
    return `tributary.${this.options.service}`;
  }

  /** Not ready while events wait for the database. A stopped handler is an alarm, see `figures`, but no reason to take the service away. */
  get readiness(): { readonly ready: boolean; readonly reasons: readonly string[] } {
    const reasons = this.#consumption?.troubles ?? ['not listening'];
    return { ready: reasons.length === 0, reasons };
  }

  async figures(): Promise<ConsumerFigures> {
    const lag = await this.options.log.lag(this.group);
    const { rows } = await this.options.database
      .pool('vendor')
      .query<{ keys: number; dead: number; events: number; letters: number }>(
        `SELECT (SELECT count(*) FROM parked_key WHERE NOT dead)::int AS keys, (SELECT count(*) FROM parked_key WHERE dead)::int AS dead,
              (SELECT count(*) FROM parked)::int AS events, (SELECT count(*) FROM dead_letter)::int AS letters`,
      );
    const { keys, dead, events, letters } = rows[0]!;
    const deliveries = this.#consumption?.deliveries ?? [];
    return {
      handled: deliveries.reduce((sum, { handled }) => sum + handled, 0),
      duplicates: deliveries.reduce((sum, { duplicates }) => sum + duplicates, 0),
      lag,
      parkedKeys: keys,
      parkedEvents: events,
      deadKeys: dead,
      deadLetters: letters,
      stoppedHandlers: deliveries.filter(({ breaker }) => breaker.isOpen).map(({ handler }) => handler.id),
    };
  }

  /** Lets the events in work end and their positions be stored. */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      await Promise.all([this.#subscription?.close(), this.#consumption?.retries.stop()]);
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

  #report({ what, handler, eventId, key, error }: Incident): void {
    const place = [handler, key && `key ${key}`, eventId && `event ${eventId}`].filter(Boolean).join(', ');
    if (what === 'stopped') this.logger.error(`Stopped ${place}: most of its events fail. ${error}`);
    else this.logger.warn(`${what} ${place}: ${error}`);
  }
}

function handlerOf({ id, definitions, calls }: Bound): Handler {
  return {
    id,
    definitions,
    invoke: async (event: ReceivedEvent) => {
      const answer: unknown = await calls.get(event.type)!(event);
      return isObservable(answer) ? lastValueFrom(answer, { defaultValue: undefined }) : answer;
    },
  };
}
