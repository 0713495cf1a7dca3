import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

// Jest loads this file without its module mapping, so it imports packages only; `testServer` reads what it leaves in the environment.

interface Shared {
  stop: (() => Promise<void>) | null;
  projects: number;
}

/** What the projects of one run share; the teardown finds it here too. */
const shared = ((globalThis as { tributaryTestRun?: Shared }).tributaryTestRun ??= { stop: null, projects: 0 });

/** Real PostgreSQL for the run: `DATABASE_URL` (a superuser's) if set, else an embedded one. */
export default async function setUp(): Promise<void> {
  shared.projects += 1;
  if (process.env['TRIBUTARY_TEST_SERVER'] !== undefined) return;
  process.env['TRIBUTARY_TEST_RUN'] = `tributary_test_${process.pid}_${Date.now().toString(36)}`;
  process.env['TRIBUTARY_TEST_SERVER'] = process.env['DATABASE_URL'] ?? (await startCluster());
}

async function startCluster(): Promise<string> {
  const script = join(import.meta.dirname, '..', 'scripts', 'cluster.mjs');
  const cluster = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(cluster, 'exit');
  shared.stop = async () => {
    cluster.ref(); // or the run would end in the middle of its own end: nothing else keeps it alive
    cluster.stdin.end();
    await ended;
  };
  const url = await Promise.race([
    once(createInterface(cluster.stdout), 'line').then(([line]) => line as string),
    ended.then(() => Promise.reject(new Error('PostgreSQL for the tests did not start.'))),
  ]);
  cluster.unref();
  return url;
}
