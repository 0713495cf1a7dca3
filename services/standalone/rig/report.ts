import type { Drain } from './drain.js';
import type { Evidence } from './evidence.js';
import { drainWithin } from './form.js';
import type { Sights } from './observations.js';
import { painsOf } from './pains.js';
import type { Tally } from './tally.js';
import type { Check } from './verdict.js';
import { whereabouts } from './whereabouts.js';

/** All that a run came to. */
export interface Outcome {
  readonly evidence: Evidence;
  readonly tally: Tally;
  readonly sights: Sights;
  readonly drain: Drain;
  readonly deserters: readonly string[];
  readonly verdict: readonly Check[];
}

const shown = 10;

export function checksOf(outcome: Outcome): Check[] {
  const { drain, deserters, verdict, tally, sights } = outcome;
  const inTime = drain.took !== null && drain.took <= drainWithin;
  return [
    ...verdict,
    { name: `drained within ${drainWithin / 1000} s`, faults: inTime ? [] : [{ what: drainSentence(drain) }] },
    {
      name: 'an event was on the log again',
      faults: rawDuplicates(outcome.evidence) > 0 ? [] : [{ what: 'none was' }],
    },
    { name: 'no process ended by itself', faults: deserters.map((name) => ({ what: `${name} did, see ${name}.log` })) },
    ...painsOf(tally, sights).map(({ name, count, wanted }) => ({
      name: `${name} at least ${wanted === 1 ? 'once' : `${wanted} times`}`,
      faults: count >= wanted ? [] : [{ what: `only ${count}` }],
    })),
  ];
}

export function figuresOf({ evidence, tally, sights, drain, verdict }: Outcome): [string, string | number][] {
  const { commands } = evidence;
  const outcomes = (wanted: string): number => commands.filter(({ outcome }) => outcome === wanted).length;
  const faults = (words: RegExp): number =>
    verdict.filter(({ name }) => words.test(name)).reduce((sum, each) => sum + each.faults.length, 0);
  return [
    ['commands', commands.length],
    ['committed', outcomes('committed')],
    ['rolled back', outcomes('rolled back')],
    ['outcome unknown to the writer', outcomes('unknown')],
    ['relays killed', tally.relayKills],
    ['consumers killed', tally.consumerKills],
    ['consumers frozen', tally.zombies.size],
    ['log crashed', tally.logCrashes],
    ['log hung', tally.logHangs],
    ['service database crashed', tally.databaseCrashes],
    ['relay connections cut', tally.relaysCut],
    ['batches repeated', tally.repeated],
    ['idle writers elsewhere', tally.idleWriters],
    ['clocks shifted by an hour', tally.clocksShifted],
    ['restarts in good order', `${tally.restarts}, ${tally.unwilling} of them too slow`],
    ['faults that could not be done', [...tally.missed.values()].reduce((sum, each) => sum + each, 0)],
    ['duplicates on the log', rawDuplicates(evidence)],
    ['duplicates known to the inbox', sights.inboxDuplicates],
    ['partitions that changed hands', sights.rebalances],
    ['fenced', sights.fenced.length],
    ['dead letters', evidence.deadLetters.length],
    ['dead keys', evidence.parkedKeys.filter(({ dead }) => dead).length],
    ['lost', faults(/lost|every committed/)],
    ['ghosts', faults(/not committed|nothing else is on/)],
    ['doubled', faults(/twice/)],
    ['order violations', faults(/in order/)],
    ['drain time', drainSentence(drain)],
  ];
}

export function textOf(outcome: Outcome, checks: readonly Check[]): string {
  const figures = figuresOf(outcome).map(([name, figure]) => `  ${name.padEnd(34)}${figure}`);
  const held = checks.map(({ name, faults }) => {
    const lines = faults.slice(0, shown).map(({ what, mark }) => {
      return mark === undefined
        ? `         ${what}`
        : `         ${mark} ${what} (${whereabouts(mark, outcome.evidence)})`;
    });
    const more = faults.length > shown ? [`         and ${faults.length - shown} more`] : [];
    return [`${faults.length === 0 ? 'ok    ' : 'FAILED'} ${name}`, ...lines, ...more].join('\n');
  });
  return [...figures, '', ...held].join('\n');
}

function rawDuplicates({ records }: Evidence): number {
  return records.length - new Set(records.map(({ mark }) => mark)).size;
}

function drainSentence({ took, left }: Drain): string {
  return took === null ? `never: ${left}` : `${(took / 1000).toFixed(1)} s`;
}
