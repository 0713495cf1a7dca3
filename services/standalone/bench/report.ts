import { targets, type CommandFigures, type Verb } from './commands.js';
import type { EventFigures } from './course.js';
import type { ImportFigures } from './imports.js';
import type { KafkaFigures } from './kafka.js';
import { readers, type ListFigures, type ListSettings } from './lists.js';
import type { Measured } from './load.js';
import { table } from './table.js';

const goals = {
  service: 0.8,
  gateway: 0.6,
  list: 1.3,
  latency: 250,
  flood: 5_000,
  growth: 64,
  meanwhile: 2,
  ofRaw: 0.5,
};
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const fixed = (value: number): string => value.toFixed(2);
const judged = (isGood: boolean, goal: string): string => `${isGood ? 'met' : 'MISSED'} (${goal})`;
const timing = ({ perSecond, p50, p99, cpu }: Measured): string[] => [whole(perSecond), ...[p50, p99, cpu].map(fixed)];

export interface Figures {
  readonly commands: CommandFigures | null;
  readonly lists: ListFigures | null;
  readonly events: EventFigures | null;
  readonly kafka: KafkaFigures | { readonly leftOut: string } | null;
  readonly imports: ImportFigures | null;
}

/** One table of calls and one of the rest, and below them what a reader needs to believe it. */
export function report({ commands, lists, events, kafka, imports }: Figures, sizes: ListSettings): string {
  const calls = [
    ...(commands === null ? [] : (['register', 'approve'] as const).flatMap((verb) => commandRows(verb, commands))),
    ...(lists === null ? [] : listRows(lists, sizes)),
  ];
  const rest = [
    ...(events === null ? [] : eventRows(events)),
    ...(kafka === null ? [] : kafkaRows(kafka)),
    ...(imports === null ? [] : importRows(imports)),
  ];
  return [
    ...(calls.length === 0
      ? []
      : ['', table([['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms', 'ratio', 'goal'], ...calls]), '']),
    ...(calls.length === 0
      ? []
      : ['CPU ms: processor time of the servers per request, without PostgreSQL and the load generator.']),
    ...(commands === null ? [] : commandNotes(commands)),
    ...(lists === null ? [] : planNotes(lists, sizes)),
    ...(rest.length === 0 ? [] : ['', table([['', 'measured', 'goal'], ...rest])]),
    ...(kafka !== null && 'leftOut' in kafka ? ['', kafka.leftOut] : []),
  ].join('\n');
}

function eventRows({ latency, flood }: EventFigures): string[][] {
  return [
    [`commit to effect, ${whole(latency.events)} events: p50 ms`, fixed(latency.p50), ''],
    ['commit to effect: p99 ms', fixed(latency.p99), judged(latency.p99 < goals.latency, `< ${goals.latency}`)],
    [
      `commit to effect, ${whole(flood.events)} at once: events/s`,
      whole(flood.perSecond),
      judged(flood.perSecond >= goals.flood, `>= ${whole(goals.flood)}`),
    ],
  ];
}

function kafkaRows(figures: KafkaFigures | { readonly leftOut: string }): string[][] {
  if ('leftOut' in figures) return [['on Kafka', 'left out', '']];
  const { events, raw, ratio } = figures;
  const both = (of: (figures: EventFigures) => number, show: (value: number) => string): string =>
    [events, raw].map((each) => show(of(each))).join(', ');
  return [
    [
      `on Kafka, ${whole(events.latency.events)} events: p50 ms, and kafkajs alone`,
      both(({ latency }) => latency.p50, fixed),
      '',
    ],
    [
      'on Kafka: p99 ms, and kafkajs alone',
      both(({ latency }) => latency.p99, fixed),
      judged(events.latency.p99 < goals.latency, `< ${goals.latency}`),
    ],
    [
      `on Kafka, ${whole(events.flood.events)} at once: events/s, and kafkajs alone`,
      both(({ flood }) => flood.perSecond, whole),
      '',
    ],
    ['on Kafka: ratio to kafkajs alone', fixed(ratio), judged(ratio >= goals.ofRaw, `>= ${goals.ofRaw}`)],
  ];
}

function importRows({ rows, perSecond, growth, alone, meanwhile }: ImportFigures): string[][] {
  const ratio = meanwhile / alone;
  return [
    [`import of ${whole(rows)} accounts: rows/s`, whole(perSecond), ''],
    ['import: memory growth MiB', fixed(growth), judged(growth <= goals.growth, `<= ${goals.growth}`)],
    [
      `other calls: p99 ms alone ${fixed(alone)}, meanwhile ${fixed(meanwhile)}: ratio`,
      fixed(ratio),
      judged(ratio <= goals.meanwhile, `<= ${goals.meanwhile}`),
    ],
  ];
}

function commandRows(verb: Verb, { figures, ratios }: CommandFigures): string[][] {
  return targets.map((target) => {
    const timed = [`${verb} deal, ${target}`, ...timing(figures[verb][target])];
    if (target === 'bare') return [...timed, '', ''];
    const ratio = ratios[verb][target];
    if (target === 'reading') return [...timed, fixed(ratio), ''];
    return [...timed, fixed(ratio), judged(ratio >= goals[target], `>= ${goals[target]}`)];
  });
}

function listRows({ figures, ratios }: ListFigures, { small, large }: ListSettings): string[][] {
  return readers.flatMap((reader) => [
    [`list deals as ${reader}, ${whole(small)}`, ...timing(figures[reader].small), '', ''],
    [
      `list deals as ${reader}, ${whole(large)}`,
      ...timing(figures[reader].large),
      fixed(ratios[reader]),
      judged(ratios[reader] <= goals.list, `<= ${goals.list}`),
    ],
  ]);
}

function commandNotes({ flights, rows }: CommandFigures): string[] {
  return [
    'bare: Fastify and pg alone, with no token, validation, rule or relay; the same rows by the same statements in two pipelined flights.',
    'reading: the same, and it also reads what the rules of the service read (conflicts, partner, program, products), to throw it away.',
    `flights of a command (flights: commands): register ${JSON.stringify(flights.register)}, approve ${JSON.stringify(flights.approve)}`,
    `rows per deal: bare ${JSON.stringify(rows.bare)}, service ${JSON.stringify(rows.service)}`,
  ];
}

function planNotes({ plans }: ListFigures, { large }: ListSettings): string[] {
  return readers.flatMap((reader) =>
    plans[reader].map(
      ({ scans, rowsRead, rowsAnswered, buffers, milliseconds }, page) =>
        `EXPLAIN page ${page + 1} as ${reader}, ${whole(large)}: ${scans.join(', ')}; ${rowsRead} rows read for ${rowsAnswered}, ${buffers} buffers, ${fixed(milliseconds)} ms`,
    ),
  );
}
