import type { Clock } from '@tributary/kernel';
import { PermanentFailure, readEvent, type EventLog, type Extent, type LogRecord } from '@tributary/messaging';
import type { Database } from '@tributary/persistence';
import { countedEvents, factsOf, linesOf } from '../scorecard/counted-events.service.js';
import { FreshFacts, RebuildRefused } from './fresh-facts.service.js';

export interface RebuildParts {
  readonly database: Database;
  readonly log: EventLog;
  readonly clock: Clock;
  /** What was told before and is no longer on the log stays as it is counted. Without it, the log has to hold everything. */
  readonly from?: Date;
  readonly say?: (line: string) => void;
}

export interface Rebuilt {
  /** Events that scorecards are made of, as many as the log held. */
  readonly events: number;
  /** Records that nobody could read. */
  readonly unreadable: number;
  readonly facts: number;
  /** Facts that had been counted and are not any more, or are now otherwise. */
  readonly removed: number;
  /** Facts that had not been counted, or not so. */
  readonly added: number;
  /** How long readers and live events had to wait, in milliseconds. */
  readonly pauseMs: number;
}

const definitions = new Map(countedEvents.map((definition) => [definition.type, definition]));
const topics = [...new Set(countedEvents.map(({ topic }) => topic))];
const catchUps = 5;
const smallRest = 500;

/**
 * Makes the facts of all scorecards anew from the event log, while live events go on being counted. A fact is one row
 * whoever adds it, so it does not matter that the newest are added twice, by this and by the consumer.
 */
export class ScorecardRebuild {
  #events = 0;
  #unreadable = 0;
  #extents: readonly Extent[] = [];

  private constructor(
    private readonly parts: RebuildParts,
    private readonly fresh: FreshFacts,
  ) {}

  static async run(parts: RebuildParts): Promise<Rebuilt> {
    await parts.log.ensureTopics(topics.map((topic) => ({ topic })));
    const fresh = await FreshFacts.begin(parts.database, parts.clock.now());
    try {
      return await new ScorecardRebuild(parts, fresh).rebuild();
    } finally {
      await fresh.end();
    }
  }

  private async rebuild(): Promise<Rebuilt> {
    const { from, say = () => undefined } = this.parts;
    say(`Reading ${topics.join(', ')}`);
    await this.replay();
    for (let round = 0; round < catchUps && (await this.replay()) > smallRest; round += 1);
    if (from !== undefined) await this.fresh.keep(from);
    await this.refuseLoss(false);
    say('Exchanging the tables');
    const pauseMs = await this.fresh.swap(async () => {
      await this.replay();
      await this.refuseLoss(true);
    });
    const { facts, removed, added } = await this.fresh.difference();
    return { events: this.#events, unreadable: this.#unreadable, facts, removed, added, pauseMs };
  }

  /** From where the last replay ended to where the log ends now; answers how many events that were. */
  private async replay(): Promise<number> {
    const before = this.#events;
    this.#extents = await this.parts.log.replay({
      topics,
      after: this.#extents,
      onBatch: async ({ topic, partition, records }) => {
        await this.fresh.add(records.flatMap((record) => this.read(record, topic, partition)));
      },
    });
    return this.#events - before;
  }

  private read(
    { key, headers, value, position }: LogRecord,
    topic: string,
    partition: number,
  ): ReturnType<typeof factsOf> {
    const definition = definitions.get(headers['ce_type'] ?? '');
    if (definition === undefined || value === null) return [];
    try {
      const facts = factsOf(readEvent({ topic, partition, position, key, headers, value }, definition));
      this.#events += 1;
      return facts;
    } catch (error) {
      if (!(error instanceof PermanentFailure)) throw error;
      this.#unreadable += 1; // the consumer has it among its dead letters
      return [];
    }
  }

  /** What retention took cannot be read again: it may only go missing where the log is whole, for then it never was told. */
  private async refuseLoss(isLast: boolean): Promise<void> {
    const cut = topics.filter((topic) => this.#extents.some((extent) => extent.topic === topic && extent.first > 0));
    if (cut.length === 0 || (isLast && !this.#wasMissing)) return;
    const { count, oldest, newest } = await this.fresh.unfound(cut.flatMap(linesOf));
    this.#wasMissing = count > 0;
    if (!isLast || count === 0 || oldest === null || newest === null) return;
    const next = new Date(newest.getTime() + 1).toISOString();
    throw new RebuildRefused(
      `${count} facts that are counted are no longer on the event log: they were told from ${oldest.toISOString()} to ${newest.toISOString()}, before what it keeps. ` +
        `Nothing was changed. To rebuild the rest and keep these as they are counted: --from ${next}`,
    );
  }

  #wasMissing = false;
}
