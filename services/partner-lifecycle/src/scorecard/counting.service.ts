import type { EventDefinition, ReceivedEvent } from '@tributary/contracts';
import type { Fact } from './fact.js';

/** The envelope, as far as facts are made of it. */
export type Told = Pick<ReceivedEvent, 'subject' | 'sequence' | 'time'>;

/** What one event adds to scorecards. */
export interface Counting {
  readonly definition: EventDefinition;
  readonly facts: (event: ReceivedEvent) => readonly Fact[];
}

export function counting<Data>(
  definition: EventDefinition<Data>,
  facts: (event: Told, data: Data) => readonly Fact[],
): Counting {
  return { definition, facts: (event) => facts(event, event.data as Data) };
}

/** What every fact has of its event. */
export function toldBy({ subject, sequence, time }: Told) {
  const toldAt = new Date(time);
  const rank = Number(sequence);
  return { subject, sequence: rank, rank, at: toldAt, toldAt, value: null, points: null, lasted: null, until: null };
}
