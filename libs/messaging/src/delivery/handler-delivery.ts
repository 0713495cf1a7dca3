import { setTimeout as sleep } from 'node:timers/promises';
import type { EventDefinition, ReceivedEvent } from '@tributary/contracts';
import { CommandContext, type UnitOfWork } from '@tributary/persistence';
import { Breaker } from './breaker.js';
import { isContention, kindOf, PermanentFailure, sentenceOf } from './failure.js';
import { bury, enterInbox, parkedAmong, parkKey, queue } from './handler-tables.js';
import { type Incoming, type RawRecord, readEvent } from './incoming.js';

const quickTries = 3;

/** A reaction to events. `id` is stable for ever: the inbox knows by it what has been handled. */
export interface Handler {
  readonly id: string;
  readonly definitions: ReadonlyMap<string, EventDefinition>;
  readonly invoke: (event: ReceivedEvent) => Promise<unknown>;
}

export interface DeliveryOptions {
  /** Seconds before each retry of a parked key. */
  readonly retrySchedule: readonly number[];
  readonly coolDownMs: number;
  readonly onIncident: (incident: Incident) => void;
}

/** Something an operator may want to see in the log. */
export interface Incident {
  readonly what: 'parked' | 'dead' | 'still-failing' | 'stopped' | 'waiting';
  readonly handler: string;
  readonly eventId?: string;
  readonly key?: string;
  readonly error: string;
}

/** The handler fails on most of what it gets: nothing more is given to it for a while. */
export class HandlerStopped extends Error {
  constructor(
    readonly handler: string,
    readonly waitMs: number,
  ) {
    super(`The handler ${handler} failed on more than half of its last 50 events and is stopped.`);
    this.name = 'HandlerStopped';
  }
}

/** Gives events to one handler so that each takes effect once, in the order of its key, and none that fails holds up other keys. */
export class HandlerDelivery {
  handled = 0;
  duplicates = 0;
  parked = 0;
  dead = 0;
  readonly breaker: Breaker;

  constructor(
    readonly handler: Handler,
    private readonly unitOfWork: UnitOfWork,
    private readonly options: DeliveryOptions,
  ) {
    this.breaker = new Breaker(options.coolDownMs);
  }

  /** All of the events: done, queued behind a parked one, parked or dead. Throws infrastructure errors and HandlerStopped; then all may come again. */
  async deliver(events: readonly Incoming[], isStopped: () => boolean): Promise<void> {
    if (this.breaker.waitMs > 0) throw new HandlerStopped(this.handler.id, this.breaker.waitMs);
    // A stopped handler is given one event first: if that goes well it is at work again.
    const batch = this.breaker.isOpen ? [] : events;
    try {
      if (batch.length > 0) return await this.#inOneTransaction(batch);
    } catch (error) {
      if (kindOf(error) === 'infrastructure' && !isContention(error)) throw error;
    }
    for (const event of events) {
      if (isStopped()) return;
      await this.#alone(event);
      if (this.breaker.waitMs > 0) throw new HandlerStopped(this.handler.id, this.breaker.waitMs);
    }
  }

  /** Runs the handler in the transaction that is open. */
  async react(raw: RawRecord): Promise<void> {
    const definition = this.handler.definitions.get(raw.headers['ce_type'] ?? '');
    if (definition === undefined)
      throw new PermanentFailure(`${this.handler.id} does not know the type ${raw.headers['ce_type']}.`);
    const event = readEvent(raw, definition);
    const { id, correlationid = id, traceparent } = event;
    await CommandContext.run(
      {
        correlationId: correlationid,
        causationId: id,
        replayed: false,
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      () => this.handler.invoke(event),
    );
  }

  async #inOneTransaction(events: readonly Incoming[]): Promise<void> {
    if (events.length === 0) return;
    const { id } = this.handler;
    const count = await this.unitOfWork.deliver(async (tx) => {
      const [fresh, parked] = await Promise.all([
        enterInbox(tx, id, events),
        parkedAmong(
          tx,
          id,
          events.map(({ raw }) => raw.key),
        ),
      ]);
      let reactions = 0;
      for (const event of events) {
        if (!fresh.has(event)) continue;
        if (parked.has(event.raw.key)) queue(tx, id, event);
        else {
          await this.react(event.raw);
          reactions += 1;
        }
      }
      return { reactions, duplicates: events.length - fresh.size };
    });
    this.handled += count.reactions;
    this.duplicates += count.duplicates;
    if (count.reactions > 0) this.breaker.succeeded(count.reactions);
  }

  async #alone(event: Incoming): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#inOneTransaction([event]);
      } catch (error) {
        const kind = kindOf(error);
        if (kind === 'infrastructure') throw error;
        if (kind === 'permanent') return this.#setAside(event, error, 'dead');
        if (attempt === quickTries) return this.#setAside(event, error, 'parked');
        await sleep(20 * attempt * (0.5 + Math.random()));
      }
    }
  }

  /** The inbox knows the event from now on; its key, not its partition, waits for it. */
  async #setAside(event: Incoming, error: unknown, where: 'parked' | 'dead'): Promise<void> {
    const { id } = this.handler;
    const sentence = sentenceOf(error);
    const mine = await this.unitOfWork.deliver(async (tx) => {
      const fresh = await enterInbox(tx, id, [event]);
      if (fresh.size === 0) return false;
      if (where === 'dead') bury(tx, id, event.raw, sentence);
      else {
        parkKey(tx, id, event.raw.key, sentence, this.options.retrySchedule[0] ?? 0);
        queue(tx, id, event);
      }
      return true;
    });
    if (!mine) return;
    this[where] += 1;
    if (this.breaker.failed()) this.options.onIncident({ what: 'stopped', handler: id, error: sentence });
    this.options.onIncident({ what: where, handler: id, eventId: event.eventId, key: event.raw.key, error: sentence });
  }
}
