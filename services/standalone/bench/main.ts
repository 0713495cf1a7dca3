import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startCluster } from './cluster.js';
import { measureCommands } from './commands.js';
import { measureEvents } from './events.js';
import { measureImport } from './imports.js';
import { createIssuer } from './issuer.js';
import { measureKafka } from './kafka.js';
import { measureLists } from './lists.js';
import { report } from './report.js';

const { values: asked } = parseArgs({ options: { brief: { type: 'boolean' }, only: { type: 'string' } } });
const settings = asked.brief
  ? {
      commands: { past: 20_000, rounds: 2, seconds: 2, connections: 16 },
      lists: { small: 10_000, large: 100_000, rounds: 2, seconds: 1, connections: 8 },
      events: { rate: 100, seconds: 5, flood: 10_000 },
      kafka: { rate: 100, seconds: 5, flood: 10_000, rounds: 1 },
      imports: { rows: 10_000, seconds: 3 },
    }
  : {
      commands: { past: 20_000, rounds: 5, seconds: 3, connections: 16 },
      lists: { small: 10_000, large: 1_000_000, rounds: 4, seconds: 2, connections: 8 },
      events: { rate: 100, seconds: 20, flood: 50_000 },
      kafka: { rate: 100, seconds: 20, flood: 50_000, rounds: 3 },
      imports: { rows: 100_000, seconds: 10 },
    };

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const startedAt = performance.now();
const load = loadavg()[0] ?? 0;
if (load > 1)
  say(`This machine is busy (load ${load.toFixed(1)}): the figures will be worse than they are, and noisy.`);
const cluster = await startCluster();
try {
  const issuer = await createIssuer();
  const isWanted = (part: string): boolean => asked.only === undefined || asked.only === part;
  const measured = async <Figures>(
    part: keyof typeof settings,
    what: string,
    measure: () => Promise<Figures>,
  ): Promise<Figures | null> => {
    if (!isWanted(part)) return null;
    say(`${part}: ${what}`);
    return measure();
  };
  const { commands: verbs, lists: sizes, events: facts, kafka: broker, imports: file } = settings;
  const commands = await measured('commands', `${verbs.rounds} rounds after one to warm up`, () =>
    measureCommands(cluster, issuer, verbs),
  );
  const lists = await measured('lists', `${sizes.small} and ${sizes.large} deals`, () =>
    measureLists(cluster, issuer, sizes),
  );
  const events = await measured('events', `${facts.rate} a second, then ${facts.flood} at once`, () =>
    measureEvents(cluster, issuer, facts),
  );
  const kafka = await measured(
    'kafka',
    `${broker.rate} a second, then ${broker.flood} at once, beside kafkajs alone`,
    () => measureKafka(cluster, issuer, broker),
  );
  const imports = await measured('imports', `${file.rows} accounts`, () => measureImport(cluster, issuer, file));
  const machine = { processors: availableParallelism(), model: cpus()[0]?.model ?? '', node: process.version, load };
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(`${report({ commands, lists, events, kafka, imports }, settings.lists)}\n`);
  const results = { at: new Date(), machine, seconds, settings, commands, lists, events, kafka, imports };
  await writeFile('bench-results.json', JSON.stringify(results, null, 2));
  say(`${seconds} s; written to bench-results.json`);
} finally {
  await cluster.stop();
}
