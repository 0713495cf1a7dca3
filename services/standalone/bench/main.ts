import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startCluster } from './cluster.js';
import { measureCommands } from './commands.js';
import { createIssuer } from './issuer.js';
import { measureLists } from './lists.js';
import { report } from './report.js';

const { values: asked } = parseArgs({ options: { brief: { type: 'boolean' }, only: { type: 'string' } } });
const settings = asked.brief
  ? {
      commands: { past: 20_000, rounds: 2, seconds: 2, connections: 16 },
      lists: { small: 10_000, large: 100_000, rounds: 2, seconds: 1, connections: 8 },
    }
  : {
      commands: { past: 20_000, rounds: 5, seconds: 3, connections: 16 },
      lists: { small: 10_000, large: 1_000_000, rounds: 4, seconds: 2, connections: 8 },
    };

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const startedAt = performance.now();
const load = loadavg()[0] ?? 0;
if (load > 1)
  say(`This machine is busy (load ${load.toFixed(1)}): the figures will be worse than they are, and noisy.`);
const cluster = await startCluster();
try {
  const issuer = await createIssuer();
  if (asked.only !== 'lists') say(`commands: ${settings.commands.rounds} rounds after one to warm up`);
  const commands = asked.only === 'lists' ? null : await measureCommands(cluster, issuer, settings.commands);
  if (asked.only !== 'commands') say(`lists: ${settings.lists.small} and ${settings.lists.large} deals`);
  const lists = asked.only === 'commands' ? null : await measureLists(cluster, issuer, settings.lists);
  const machine = { processors: availableParallelism(), model: cpus()[0]?.model ?? '', node: process.version, load };
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(`${report(commands, lists, settings.lists)}\n`);
  const results = { at: new Date(), machine, seconds, settings, commands, lists };
  await writeFile('bench-results.json', JSON.stringify(results, null, 2));
  say(`${seconds} s; written to bench-results.json`);
} finally {
  await cluster.stop();
}
