import type { ServiceName } from '@tributary/contracts';
import type { Bindings } from '@tributary/gateway';
import type { RunningService } from '@tributary/http';
import type { SeedClock } from './seed-clock.js';

/** What a seed works with: the running services, whose verbs it calls, and the clock that they all read. */
export interface SeedContext {
  service(name: ServiceName): RunningService;
  /** A token of a persona, for another partner than its own if told. */
  token(persona: string, partnerId?: string): Promise<string>;
  readonly clock: SeedClock;
  say(line: string): void;
}

/** Fills an empty installation and says which companies and territories the personas belong to. */
export type Seed = (context: SeedContext) => Promise<Bindings>;
