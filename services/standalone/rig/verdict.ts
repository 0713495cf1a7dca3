import type { Evidence, HandlerTrace, Trace } from './evidence.js';
import { readers } from './readers.js';
import { Truth, type Place } from './truth.js';

/** One promise and what speaks against it. */
export interface Check {
  readonly name: string;
  readonly faults: readonly Fault[];
}

export interface Fault {
  readonly what: string;
  /** The event concerned, if it is about one. */
  readonly mark?: string;
}

/** The promises, each held against everything that was found. */
export function verdictOn(evidence: Evidence): Check[] {
  const truth = new Truth(evidence);
  return [
    { name: 'what a commit confirmed is stored, and nothing that was rolled back', faults: stored(evidence, truth) },
    { name: 'the versions of an aggregate have no gap', faults: gaps(truth) },
    { name: 'every committed event is on the log', faults: missing(truth, evidence.records, 'is not on the log') },
    { name: 'nothing else is on the log', faults: ghosts(truth, evidence.records, 'is on the log') },
    { name: 'the log has the events of each key in order', faults: firstOutOfOrder(evidence.records, 'on the log') },
    ...readers.flatMap((handler) => ofHandler(handler, evidence, truth)),
    {
      name: 'no key waits for a retry',
      faults: evidence.parkedKeys
        .filter(({ dead }) => !dead)
        .map(({ handler, key }) => ({ what: `${handler}: key ${key} is parked and not dead` })),
    },
  ];
}

function ofHandler(handler: string, evidence: Evidence, truth: Truth): Check[] {
  const mine = (traces: readonly HandlerTrace[]): HandlerTrace[] => traces.filter((each) => each.handler === handler);
  const found: Record<Place, HandlerTrace[]> = {
    effective: mine(evidence.effects),
    dead: mine(evidence.deadLetters),
    parked: mine(evidence.parked),
  };
  const anywhere = [...found.effective, ...found.dead, ...found.parked];
  return [
    { name: `${handler}: nothing is lost`, faults: missing(truth, anywhere, `is nowhere in ${handler}`) },
    { name: `${handler}: nothing came of what was not committed`, faults: ghosts(truth, anywhere, `is in ${handler}`) },
    { name: `${handler}: nothing took effect twice`, faults: doubles(anywhere, handler) },
    {
      name: `${handler}: the events of each key took effect in order`,
      faults: [...outOfOrder(found.effective, handler), ...outOfOrder(found.parked, `${handler}, parked`)],
    },
    {
      name: `${handler}: dead or parked is what cannot be handled, and nothing else`,
      faults: misplaced(handler, found, truth),
    },
  ];
}

function stored({ commands, history }: Evidence, truth: Truth): Fault[] {
  const versions = new Map(history.map(({ mark, version }) => [mark, version]));
  const taken = commands
    .filter(({ mark, outcome, version }) => outcome === 'committed' && versions.get(mark) !== version)
    .map(({ mark }) => ({ mark, what: 'was confirmed and is not stored' }));
  const kept = history
    .filter(({ mark }) => !truth.byMark.has(mark))
    .map(({ mark }) => ({ mark, what: 'was rolled back and is stored' }));
  return [...taken, ...kept];
}

function gaps(truth: Truth): Fault[] {
  return [...truth.byKey.values()].flatMap((traces) =>
    traces.flatMap(({ mark, version }, at) =>
      version === at + 1 ? [] : [{ mark, what: `has version ${version} where ${at + 1} is due` }],
    ),
  );
}

function missing(truth: Truth, traces: readonly Trace[], what: string): Fault[] {
  const there = new Set(traces.map(({ mark }) => mark));
  return [...truth.byMark.keys()].filter((mark) => !there.has(mark)).map((mark) => ({ mark, what }));
}

function ghosts(truth: Truth, traces: readonly Trace[], where: string): Fault[] {
  return traces
    .filter(({ mark }) => !truth.byMark.has(mark))
    .map(({ mark }) => ({ mark, what: `was not committed and ${where}` }));
}

function doubles(traces: readonly Trace[], handler: string): Fault[] {
  const times = new Map<string, number>();
  for (const { mark } of traces) times.set(mark, (times.get(mark) ?? 0) + 1);
  return [...times]
    .filter(([, count]) => count > 1)
    .map(([mark, count]) => ({ mark, what: `is ${count} times in ${handler}` }));
}

/** Each double is counted elsewhere: here only the first appearance of an event has a place. */
function firstOutOfOrder(traces: readonly Trace[], where: string): Fault[] {
  const seen = new Set<string>();
  return outOfOrder(traces.filter(({ mark }) => !seen.has(mark) && seen.add(mark)), where); // prettier-ignore
}

function outOfOrder(traces: readonly Trace[], where: string): Fault[] {
  const last = new Map<string, number>();
  const faults: Fault[] = [];
  for (const { key, version, mark } of traces) {
    const before = last.get(key) ?? 0;
    if (version < before) faults.push({ mark, what: `comes after version ${before} ${where}` });
    last.set(key, Math.max(before, version));
  }
  return faults;
}

function misplaced(handler: string, found: Record<Place, HandlerTrace[]>, truth: Truth): Fault[] {
  const due = new Map([...truth.byKey.keys()].flatMap((key) => [...truth.places(handler, key)]));
  return (Object.entries(found) as [Place, HandlerTrace[]][]).flatMap(([place, traces]) =>
    traces
      .filter(({ mark }) => due.has(mark) && due.get(mark) !== place)
      .map(({ mark }) => ({ mark, what: `is ${place} in ${handler} and should be ${due.get(mark)}` })),
  );
}
