import type { CatalogDefinition } from './catalog.js';
import type { ReceivedEvent } from './envelope.js';
import type { EventDefinition } from './event.js';

/** Data as a reader must expect them: vocabularies are open, so a word may come that this release does not know. */
export type Open<T> = T extends string
  ? string extends T
    ? T
    : T | (string & {})
  : T extends readonly (infer Item)[]
    ? readonly Open<Item>[]
    : T extends object
      ? { readonly [Field in keyof T]: Open<T[Field]> }
      : T;

type EventOf<Definition> =
  Definition extends EventDefinition<infer Data, infer Type>
    ? Type extends `tributary.${string}`
      ? Omit<ReceivedEvent, 'type' | 'data'> & { readonly type: Type; readonly data: Open<Data> }
      : never
    : never;

/** Any event that Tributary publishes; `switch (event.type)` tells TypeScript what `event.data` is. */
export type TributaryEvent = EventOf<CatalogDefinition>;

/** An event of a later release, or of somebody else: to be passed over. */
export interface UnknownEvent {
  readonly type: 'unknown';
  readonly unknownType: string;
  readonly id: string;
  readonly source: string;
  readonly subject: string | undefined;
  readonly data: unknown;
}

/** A tombstone on a state topic: what the message's key stands for is to be forgotten. */
export interface Forgotten {
  readonly type: 'forgotten';
}

export type ParsedEvent = TributaryEvent | UnknownEvent | Forgotten;
