import { linesOf } from './line-file.js';

/** What a writer knows of a command. `unknown`: no answer came to its COMMIT, or it never came so far. */
export type Outcome = 'asked' | 'committed' | 'rolled back' | 'unknown';

export interface OracleLine {
  readonly mark: string;
  readonly key: string;
  readonly outcome: Outcome;
  /** The version that the commit gave the aggregate. */
  readonly version?: number;
}

export interface Command {
  readonly mark: string;
  readonly key: string;
  readonly outcome: Exclude<Outcome, 'asked'>;
  readonly version: number | null;
}

/** What the writers were told, from outside the databases: the last word on each command. */
export function commandsOf(folder: string): Command[] {
  const commands = new Map<string, Command>();
  for (const { mark, key, outcome, version } of linesOf<OracleLine>(folder, 'writer')) {
    commands.set(mark, { mark, key, outcome: outcome === 'asked' ? 'unknown' : outcome, version: version ?? null });
  }
  return [...commands.values()];
}
