import { setTimeout as sleep } from 'node:timers/promises';
import type { EventDefinition, ReceivedEvent } from '@tributary/contracts';
import { CommandContext, type UnitOfWork } from '@tributary/persistence';
import type { Batch } from '../event-log.js';
import type { FailurePolicy } from '../on.decorator.js';
import { BehindItself, refuseBehindItself } from './backlog.js';
import { Breaker } from './breaker.js';
import { isContention, kindOf, PermanentFailure, sentenceOf } from './failure.js';
import { bury, enqueue, enterInbox, parkedAmong, parkKey, type Queue } from './handler-tables.js';
import type { Incident } from './incident.js';
import { type Incoming, incoming, type RawRecord, readEvent } from './incoming.js';

const quickTries = 3;

/** A reaction to events. `id` is stable for ever: the inbox knows by it what has been handled. */
export interface Handler {
  readonly id: string;
  readonly definitions: ReadonlyMap<string, EventDefinition>;
  readonly onFailure: FailurePolicy;
  readonly invoke: (event: ReceivedEvent) => Promise<unknown>;
}

export interface DeliveryOptions {
  /** Seconds before each retry of a parked key. */
  readonly retrySchedule: readonly number[];
  readonly coolDownMs: number;
  readonly onIncident: (incident: Incident) => void;
}

/** The handler fails on most of what it gets: nothing more is given to it for a while. `from` is the first position that it has not done. */
export class HandlerStopped extends Error {
  constructor(
    readonly handler: string,
    readonly from: number,
  ) {
    super(`The handler ${handler} failed on more than half of its last 50 events and is stopped.`);
    this.name = 'HandlerStopped';
  }
}

export interface DeliveryCircumstances {
  /** Stop at the next safe point. */
  readonly isStopped: () => boolean;
  /** These are what the handler has left behind, and so not to be put behind that. */
  readonly isBacklog?: boolean;
}

/** Gives events to one handler so that each takes effect once, in the order of its key, and none that fails holds up other keys. */
export class HandlerDelivery {
  handled = 0;
  duplicates = 0;
  retried = 0;
  readonly breaker: Breaker;

  constructor(
    readonly handler: Handler,
    private readonly unitOfWork: UnitOfWork,
    private readonly options: DeliveryOptions,
  ) {
    this.breaker = new Breaker(options.coolDownMs);
  }

  /**
   * All of the events: done, queued behind a parked one, parked or dead. Throws infrastructure errors, after which all may come again; HandlerStopped;
   * and BehindItself if the handler has a backlog that these belong to.
   */
  async deliver(events: readonly Incoming[], { isStopped, isBacklog = false }: DeliveryCircumstances): Promise<void> {
    const suspects = new Set<Incoming>();
    for (let rest = events; rest.length > 0 && !isStopped();) {
      this.#refuseIfStopped(rest[0]!);
      const some = this.#together(rest, suspects);
      const work = { at: Math.floor(some.length / 2) };
      try {
        if (some.length === 1) await this.#alone(some[0]!, isBacklog);
        else await this.#inOneTransaction(some, isBacklog, work);
        rest = rest.slice(some.length);
      } catch (error) {
        const isOver = some.length === 1 || (kindOf(error) === 'infrastructure' && !isContention(error));
        if (isOver || error instanceof BehindItself) throw error;
        suspects.add(some[work.at]!);
      }
    }
  }

  /** Those that come first, up to one that a transaction has failed with, which is given alone. A stopped handler is given one event: if that goes well it is at work again. */
  #together(events: readonly Incoming[], suspects: ReadonlySet<Incoming>): readonly Incoming[] {
    const suspect = events.findIndex((event) => suspects.has(event));
    if (suspect === 0 || this.breaker.isOpen) return events.slice(0, 1);
    return suspect === -1 ? events : events.slice(0, suspect);
  }

  #refuseIfStopped({ raw }: Incoming): void {
    if (this.breaker.waitMs > 0) throw new HandlerStopped(this.handler.id, raw.position);
  }

  /** Those of a batch that the handler is for. A tombstone says nothing more than the erasure before it. What has no type nobody can route: every handler of the topic buries it. */
  concernedBy({ topic, partition, records }: Pick<Batch, 'topic' | 'partition' | 'records'>): Incoming[] {
    const { definitions } = this.handler;
    return records
      .map((record) => incoming(record, topic, partition))
      .filter(
        ({ raw }) => raw.value !== null && definitions.has(raw.headers['ce_type'] ?? [...definitions.keys()][0]!),
      );
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

  /** Where it fails in a handler, `work` tells with which event; where all of it fails, nothing. */
  async #inOneTransaction(events: readonly Incoming[], isBacklog: boolean, work = { at: 0 }): Promise<void> {
    const [first] = events;
    if (first === undefined) return;
    const { id } = this.handler;
    const { topic, partition } = first.raw;
    const wasOpen = this.breaker.isOpen;
    const count = await this.unitOfWork.deliver(async (tx) => {
      const [fresh, parked] = await Promise.all([
        enterInbox(tx, id, events),
        parkedAmong(
          tx,
          id,
          events.map(({ raw }) => raw.key),
        ),
        isBacklog ? undefined : refuseBehindItself(tx, { handler: id, topic, partition }),
      ]);
      let reactions = 0;
      for (const [index, event] of events.entries()) {
        if (!fresh.has(event)) continue;
        if (parked.has(event.raw.key)) enqueue(tx, { handler: id, key: event.raw.key, lane: '' }, event);
        else {
          await this.react(event.raw).catch((error: unknown) => {
            work.at = index;
            throw error;
          });
          reactions += 1;
        }
      }
      return { reactions, duplicates: events.length - fresh.size };
    });
    this.handled += count.reactions;
    this.duplicates += count.duplicates;
    if (count.reactions === 0) return;
    this.breaker.succeeded(count.reactions);
    if (wasOpen) this.options.onIncident({ what: 'going-on', handler: id, error: 'It took an event again.' });
  }

  async #alone(event: Incoming, isBacklog: boolean): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#inOneTransaction([event], isBacklog);
      } catch (error) {
        if (error instanceof BehindItself) throw error;
        const kind = kindOf(error);
        if (kind === 'infrastructure') throw error;
        if (kind === 'permanent') return this.#setAside(event, error, 'dead');
        if (attempt === quickTries) return this.#setAside(event, error, 'parked');
        this.retried += 1;
        await sleep(20 * attempt * (0.5 + Math.random()));
      }
    }
  }

  /** The inbox knows the event from now on; its key, or it alone, but never its partition waits for it. */
  async #setAside(event: Incoming, error: unknown, where: 'parked' | 'dead'): Promise<void> {
    const { id } = this.handler;
    const { key } = event.raw;
    const sentence = sentenceOf(error);
    const mine = await this.unitOfWork.deliver(async (tx) => {
      const fresh = await enterInbox(tx, id, [event]);
      if (fresh.size === 0) return false;
      if (where === 'dead') bury(tx, id, event.raw, sentence);
      else {
        const queue = this.queueOf(event);
        parkKey(tx, queue, sentence, this.options.retrySchedule[0] ?? 0);
        enqueue(tx, queue, event);
      }
      return true;
    });
    if (!mine) return;
    if (this.breaker.failed()) this.options.onIncident({ what: 'stopped', handler: id, error: sentence });
    this.options.onIncident({ what: where, handler: id, eventId: event.eventId, key, error: sentence });
  }

  /** Where an event that fails waits: with `skip` alone, so that later ones of its key go on. */
  queueOf({ raw, eventId }: Incoming): Queue {
    return { handler: this.handler.id, key: raw.key, lane: this.handler.onFailure === 'skip' ? eventId : '' };
  }
}
