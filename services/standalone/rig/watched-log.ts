import { type Batch, type ConsumeOptions, type EventLog, Fenced } from '@tributary/messaging';

/** `took`: a partition came into these hands. `fenced`: it went to others while its batch was in work. */
export type Sight = 'took' | 'fenced';

/** From now on the log's batches are watched on their way to the handlers. */
export function watch(log: EventLog, onSight: (sight: Sight, place: string) => void, isClosing: () => boolean): void {
  const signals = new Map<string, AbortSignal>();
  const consume = log.consume.bind(log);

  async function give(batch: Batch, onBatch: ConsumeOptions['onBatch']): Promise<void> {
    const place = `${batch.partition}/${batch.topic}`;
    if (signals.get(place) !== batch.signal) onSight('took', place);
    signals.set(place, batch.signal);
    try {
      await onBatch(batch);
      if (batch.signal.aborted && !isClosing()) onSight('fenced', place);
    } catch (error) {
      if (error instanceof Fenced || (batch.signal.aborted && !isClosing())) onSight('fenced', place);
      throw error;
    }
  }

  log.consume = (options) => consume({ ...options, onBatch: (batch) => give(batch, options.onBatch) });
}
