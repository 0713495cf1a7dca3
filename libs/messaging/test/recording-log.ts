import {
  type ConsumeOptions,
  EventLog,
  type Extent,
  type LogHealth,
  type NewRecord,
  type Subscription,
} from '../src/event-log.js';

interface Gate {
  /** Resolves when an append has come and waits. */
  readonly reached: Promise<void>;
  open(): void;
}

/** A log that keeps every record of every append, repeated ones too, and whose appends can be held up or refused. */
export class RecordingLog extends EventLog {
  readonly records: NewRecord[] = [];
  refuse: (topic: string, partition: number) => boolean = () => false;
  #gate: { promise: Promise<void>; arrived: () => void } | null = null;

  /** Holds the next append until the gate is opened; later ones pass. */
  holdNext(): Gate {
    let open = (): void => undefined;
    let arrived = (): void => undefined;
    const reached = new Promise<void>((resolve) => (arrived = resolve));
    this.#gate = { promise: new Promise<void>((resolve) => (open = resolve)), arrived };
    return { reached, open };
  }

  async ensureTopics(): Promise<void> {}

  async partitions(): Promise<number> {
    return 2;
  }

  async append(topic: string, partition: number, records: readonly NewRecord[]): Promise<void> {
    const gate = this.#gate;
    this.#gate = null;
    if (gate) {
      gate.arrived();
      await gate.promise;
    }
    if (this.refuse(topic, partition)) throw new Error('refused');
    this.records.push(...records);
  }

  consume(_options: ConsumeOptions): Promise<Subscription> {
    return Promise.reject(new Error('This log is for appending.'));
  }

  replay(): Promise<readonly Extent[]> {
    return Promise.reject(new Error('This log is for appending.'));
  }

  async lagByTopic(): Promise<ReadonlyMap<string, number>> {
    return new Map();
  }

  async health(): Promise<LogHealth> {
    return { ok: true };
  }

  async close(): Promise<void> {}
}
