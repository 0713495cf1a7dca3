import {
  type Batch,
  type ConsumeOptions,
  type LogRecord,
  type NewRecord,
  type Subscription,
} from '../src/event-log.js';
import { RecordingLog } from './recording-log.js';

/** A log whose batches a test hands over itself: to whom it likes, when it likes, as often as it likes. */
export class HandedLog extends RecordingLog {
  /** Where the last batch that was committed ends. */
  committed = 0;
  #onBatch: ((batch: Batch) => Promise<void>) | null = null;

  override consume({ onBatch }: ConsumeOptions): Promise<Subscription> {
    this.#onBatch = onBatch;
    return Promise.resolve({ close: () => Promise.resolve() });
  }

  /** Resolves when the subscriber is through with the batch; rejects when it wants the batch again. */
  async hand(topic: string, records: readonly NewRecord[]): Promise<void> {
    const at = new Date();
    await this.#onBatch!({
      topic,
      partition: 0,
      records: records.map((record, position): LogRecord => ({ ...record, position, at })),
      signal: new AbortController().signal,
      commit: (next) => {
        this.committed = next;
        return Promise.resolve();
      },
    });
  }
}
