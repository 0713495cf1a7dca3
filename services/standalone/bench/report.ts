import { targets, type CommandFigures, type CommandSettings, type Verb } from './commands.js';
import { readers, type ListFigures, type ListSettings } from './lists.js';
import type { Measured } from './load.js';
import { table } from './table.js';

const goals = { service: 0.8, gateway: 0.6, list: 1.3 };
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const fixed = (value: number): string => value.toFixed(2);
const timing = ({ perSecond, p50, p99 }: Measured): string[] => [whole(perSecond), fixed(p50), fixed(p99)];
const judged = (isGood: boolean, goal: string): string => `${isGood ? 'met' : 'MISSED'} (${goal})`;

/** The one table, and below it what a reader needs to believe it. */
export function report(
  commands: CommandFigures,
  lists: ListFigures,
  settings: { readonly commands: CommandSettings; readonly lists: ListSettings },
): string {
  const { small, large } = settings.lists;
  const rows = [
    ['', 'requests/s', 'p50 ms', 'p99 ms', 'ratio', 'goal'],
    ...(['register', 'approve'] as const).flatMap((verb) => commandRows(verb, commands)),
    ...readers.flatMap((reader) => [
      [`list deals as ${reader}, ${whole(small)}`, ...timing(lists.figures[reader].small), '', ''],
      [
        `list deals as ${reader}, ${whole(large)}`,
        ...timing(lists.figures[reader].large),
        fixed(lists.ratios[reader]),
        judged(lists.ratios[reader] <= goals.list, `<= ${goals.list}`),
      ],
    ]),
  ];
  return [
    '',
    table(rows),
    '',
    'bare: Fastify and pg alone, no token, no validation, no rules, no relay; the same rows by the same statements in two pipelined flights.',
    `flights of a command (flights: commands): register ${JSON.stringify(commands.flights.register)}, approve ${JSON.stringify(commands.flights.approve)}`,
    `rows per deal: bare ${JSON.stringify(commands.rows.bare)}, service ${JSON.stringify(commands.rows.service)}`,
    ...readers.flatMap((reader) =>
      lists.plans[reader].map(
        (plan, page) =>
          `EXPLAIN page ${page + 1} as ${reader}, ${whole(large)}: ${plan.scans.join(', ')}; ${plan.rowsRead} rows read for ${plan.rowsAnswered}, ${plan.buffers} buffers, ${fixed(plan.milliseconds)} ms`,
      ),
    ),
  ].join('\n');
}

function commandRows(verb: Verb, { figures, ratios }: CommandFigures): string[][] {
  return targets.map((target) => {
    const timed = [`${verb} deal, ${target}`, ...timing(figures[verb][target])];
    if (target === 'bare') return [...timed, '', ''];
    const ratio = ratios[verb][target];
    return [...timed, fixed(ratio), judged(ratio >= goals[target], `>= ${goals[target]}`)];
  });
}
