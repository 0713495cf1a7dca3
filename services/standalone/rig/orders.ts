import type { LogConfig } from '@tributary/messaging';
import type { ServiceDatabase } from '@tributary/persistence';

/** What a process of the rig is told when it begins. */
export interface Brief {
  readonly name: string;
  readonly seed: string;
  readonly folder: string;
  readonly database: ServiceDatabase;
  readonly log: LogConfig;
  readonly keys: readonly string[];
}

export type Order =
  | { readonly do: 'begin'; readonly brief: Brief }
  | { readonly do: 'stop' }
  | { readonly do: 'shift'; readonly milliseconds: number }
  /** Say so when a handler is in the middle of an event, and stay there for a moment. */
  | { readonly do: 'linger' };

export type Notice = 'up' | 'lingering';
