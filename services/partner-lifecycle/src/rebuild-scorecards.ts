import { joinLog, reasonOf, type ServiceConfig } from '@tributary/http';
import { SystemClock } from '@tributary/kernel';
import { eventLogFromConfig } from '@tributary/messaging';
import { Database } from '@tributary/persistence';
import { definition } from './partner-lifecycle.service-definition.js';
import { RebuildRefused } from './scorecard-rebuild/fresh-facts.service.js';
import { ScorecardRebuild, type Rebuilt } from './scorecard-rebuild/scorecard-rebuild.service.js';

export { RebuildRefused } from './scorecard-rebuild/fresh-facts.service.js';
export type { Rebuilt } from './scorecard-rebuild/scorecard-rebuild.service.js';

export interface RebuildOptions {
  /** What was told before and is no longer on the log stays as it is counted. */
  readonly from?: Date;
  readonly say?: (line: string) => void;
}

/** Makes the scorecards of an installation anew from its event log, whether it runs or not. Throws RebuildRefused where that would lose something. */
export async function rebuildScorecards(
  where: Pick<ServiceConfig, 'database' | 'log'>,
  options: RebuildOptions = {},
): Promise<Rebuilt> {
  const { name: service, schemas } = definition;
  const database = await Database.open({ service, schemas, urls: where.database, migrations: [] });
  try {
    const log = await eventLogFromConfig('kafka' in where.log ? where.log : { ...where.log, housekeepingMs: 0 });
    try {
      await joinLog(log, where.log, { database, service });
      return await ScorecardRebuild.run({ database, log, clock: new SystemClock(), ...options });
    } finally {
      await log.close();
    }
  } finally {
    await database.close();
  }
}

/** The command: `words` are what stands behind its name. Says what it does, and ends with 1 if nothing was changed. */
export async function rebuildByCommand(
  words: readonly string[],
  where: () => Promise<Pick<ServiceConfig, 'database' | 'log'>>,
): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`  ${line}\n`);
  try {
    const from = fromOf(words);
    say(told(await rebuildScorecards(await where(), { say, ...(from === undefined ? {} : { from }) })));
  } catch (error) {
    const reason = error instanceof RebuildRefused ? error.message : reasonOf(error);
    process.stderr.write(`\n${reason}\n`);
    process.exitCode = 1;
  }
}

function fromOf(words: readonly string[]): Date | undefined {
  const [name, value, ...more] = words.flatMap((word) => word.split('='));
  if (name === undefined) return undefined;
  const isInstant = /^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:\d{2}))?$/.test(value ?? '');
  const from = new Date(value ?? '');
  if (name !== '--from' || more.length > 0 || !isInstant || Number.isNaN(from.getTime()))
    throw new RebuildRefused('--from is followed by a day (2026-03-31, in UTC) or an instant (2026-03-31T12:00:00Z).');
  return from;
}

function told({ events, facts, removed, added, unreadable, pauseMs }: Rebuilt): string {
  const dead = unreadable === 0 ? '' : ` ${unreadable} records could not be read.`;
  const changes = removed + added === 0 ? 'the same as before' : `${removed} removed or replaced, ${added} added`;
  return `${events} events made ${facts} facts: ${changes}.${dead} Readers waited ${Math.ceil(pauseMs)} ms.`;
}
