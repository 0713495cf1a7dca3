/** A topic to exist. `partitions` holds for life; a compacted topic keeps the last record of each key. Both have defaults, see `ensureTopics`. */
export interface TopicSpec {
  readonly topic: string;
  readonly partitions?: number;
  readonly compacted?: boolean;
}

/** What is appended. `id` names the event: the same on every attempt. A null value is a tombstone: the key is forgotten. */
export interface NewRecord {
  readonly id: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}

/** `position` grows by one per record of a partition, in the order in which the appends committed. */
export interface LogRecord extends NewRecord {
  readonly position: number;
  readonly at: Date;
}

/** Records of one partition, in order. What is not committed when `onBatch` ends comes again. */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
  /** Aborted when the partition went to another member or the subscription closes: stop at the next safe point. */
  readonly signal: AbortSignal;
  /** Everything before `next` has taken effect. Throws Fenced if the partition went to another member meanwhile. */
  commit(next: number): Promise<void>;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Throw to get what is not committed again: at once, or after the delay of a RedeliverAfter. Never runs twice at a time for one partition. */
  readonly onBatch: (batch: Batch) => Promise<void>;
  /** Records per batch, 100 if not given. */
  readonly batchSize?: number;
  /** Partitions that are worked on at a time by this member, 4 if not given. */
  readonly concurrency?: number;
}

export interface Subscription {
  /** Lets running batches end, gives the partitions back, then resolves. */
  close(): Promise<void>;
}

/** What a partition holds: `first` is the oldest record that retention has left, `next` the place behind the newest. */
export interface Extent {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly next: number;
}

export interface ReplayOptions {
  readonly topics: readonly string[];
  /** Where an earlier replay ended: go on there. From the oldest record unless told. */
  readonly after?: readonly Extent[];
  /** Records per batch, 500 if not given. */
  readonly batchSize?: number;
  /** One batch after the other, those of a partition in order. */
  readonly onBatch: (batch: Pick<Batch, 'topic' | 'partition' | 'records'>) => Promise<void>;
}

export interface LogHealth {
  readonly ok: boolean;
  readonly detail?: string;
}

/**
 * The log that carries events between services: topics of partitions, a key always in the same partition.
 * It delivers at least once and in order within a partition. A group that is new reads from the start.
 */
export abstract class EventLog {
  /** Creates what is missing. A topic that exists keeps its partitions. */
  abstract ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** The number of partitions; throws UnknownTopic. */
  abstract partitions(topic: string): Promise<number>;
  /** All of the records, or an error; after an error or the deadline some may be there, so repeat with the same ids: all, or after AppendedInPart the rest. */
  abstract append(topic: string, partition: number, records: readonly NewRecord[], deadlineMs: number): Promise<void>;
  abstract consume(options: ConsumeOptions): Promise<Subscription>;
  /** Reads again, outside of any group, everything that is on the log at the moment of the call; answers what that was. */
  abstract replay(options: ReplayOptions): Promise<readonly Extent[]>;
  /** Records that a group has not committed yet, by topic; a topic that it does not read is left out. */
  abstract lagByTopic(group: string): Promise<ReadonlyMap<string, number>>;

  /** Records that a group has not committed yet. */
  async lag(group: string): Promise<number> {
    return [...(await this.lagByTopic(group)).values()].reduce((sum, lag) => sum + lag, 0);
  }

  abstract health(): Promise<LogHealth>;
  abstract close(): Promise<void>;
}

export class UnknownTopic extends Error {
  constructor(topic: string) {
    super(`There is no topic "${topic}".`);
    this.name = 'UnknownTopic';
  }
}

/** The first `stored` of the records are on the log for sure; of the others it is not known. */
export class AppendedInPart extends Error {
  constructor(
    readonly stored: number,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.name = 'AppendedInPart';
  }
}

/** The partition belongs to another member now: drop the batch, its new owner does it. */
export class Fenced extends Error {
  constructor(topic: string, partition: number) {
    super(`Partition ${partition} of ${topic} went to another member of the group.`);
    this.name = 'Fenced';
  }
}

/** Thrown by `onBatch`: the same records again, but not before the delay; other partitions go on meanwhile. */
export class RedeliverAfter extends Error {
  constructor(
    readonly delayMs: number,
    override readonly cause: unknown,
  ) {
    super(`Redeliver after ${delayMs} ms: ${cause instanceof Error ? cause.message : String(cause)}`);
    this.name = 'RedeliverAfter';
  }
}
