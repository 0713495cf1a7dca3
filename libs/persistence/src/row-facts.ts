import type { Aggregate, Recorded } from '@tributary/kernel';
import type { RowFacts } from './store.js';

type Any = Aggregate<{ readonly id: string }, unknown>;

// What the row of a loaded or saved aggregate knows; it is no part of the domain state.
const known = new WeakMap<Any, RowFacts>();

/** Version, number and instants of an aggregate that was loaded or saved; undefined for a new one. */
export function rowFactsOf(aggregate: object): RowFacts | undefined {
  return known.get(aggregate as Any);
}

export function rememberRowFacts(aggregate: object, facts: RowFacts): void {
  known.set(aggregate as Any, facts);
}

/** The records of a new aggregate with the state that it began with as the change of the first one. */
export function withBeginning<State extends object, Fact>(
  state: State,
  records: readonly Recorded<State, Fact>[],
): Recorded<State, Fact>[] {
  const beginning = records.reduceRight<State>((later, record) => ({ ...later, ...record.before }), { ...state });
  return records.map((record, index) =>
    index === 0 ? { ...record, before: {}, after: { ...beginning, ...record.after } } : record,
  );
}

/** The same record without the fields that were set to what they were. */
export function onlyChanges<State extends object, Fact>(record: Recorded<State, Fact>): Recorded<State, Fact> {
  const fields = (Object.keys(record.after) as (keyof State)[]).filter(
    (field) => !(field in record.before) || !same(record.before[field], record.after[field]),
  );
  return { event: record.event, before: pick(record.before, fields), after: pick(record.after, fields) };
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function pick<State extends object>(from: Partial<State>, fields: readonly (keyof State)[]): Partial<State> {
  const picked: Partial<State> = {};
  for (const field of fields) if (field in from) picked[field] = from[field];
  return picked;
}
