import {
  type Batch,
  type ConsumeOptions,
  EventLog,
  type Extent,
  Fenced,
  type LogHealth,
  type NewRecord,
  type ReplayOptions,
  type Subscription,
  type TopicSpec,
} from '@tributary/messaging';

/** `took`: a partition came into these hands. `fenced`: it went to others while its batch was in work. */
export type Sight = 'took' | 'fenced';

/** A log whose batches are watched on their way to the handlers, and otherwise the log that it is made of. */
export class WatchedLog extends EventLog {
  readonly #signals = new Map<string, AbortSignal>();

  constructor(
    private readonly log: EventLog,
    private readonly onSight: (sight: Sight, place: string) => void,
    private readonly isClosing: () => boolean,
  ) {
    super();
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return this.log.ensureTopics(topics);
  }

  partitions(topic: string): Promise<number> {
    return this.log.partitions(topic);
  }

  append(topic: string, partition: number, records: readonly NewRecord[], deadlineMs: number): Promise<void> {
    return this.log.append(topic, partition, records, deadlineMs);
  }

  consume(options: ConsumeOptions): Promise<Subscription> {
    return this.log.consume({ ...options, onBatch: (batch) => this.#watch(batch, options.onBatch) });
  }

  replay(options: ReplayOptions): Promise<readonly Extent[]> {
    return this.log.replay(options);
  }

  lagByTopic(group: string): Promise<ReadonlyMap<string, number>> {
    return this.log.lagByTopic(group);
  }

  health(): Promise<LogHealth> {
    return this.log.health();
  }

  close(): Promise<void> {
    return this.log.close();
  }

  async #watch(batch: Batch, onBatch: ConsumeOptions['onBatch']): Promise<void> {
    const place = `${batch.partition}/${batch.topic}`;
    if (this.#signals.get(place) !== batch.signal) this.onSight('took', place);
    this.#signals.set(place, batch.signal);
    try {
      await onBatch({ ...batch, commit: (next) => batch.commit(next) });
      if (batch.signal.aborted && !this.isClosing()) this.onSight('fenced', place);
    } catch (error) {
      if (error instanceof Fenced || (batch.signal.aborted && !this.isClosing())) this.onSight('fenced', place);
      throw error;
    }
  }
}
