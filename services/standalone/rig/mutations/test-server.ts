import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { environment } from './config.js';

/** One PostgreSQL for all runs, unless `DATABASE_URL` names one; every run makes databases of its own on it. Answers how to stop it. */
export async function startTestServer(root: string): Promise<() => Promise<void>> {
  if (environment['DATABASE_URL'] !== undefined) return () => Promise.resolve();
  const script = join(root, 'libs', 'testing', 'scripts', 'cluster.mjs');
  const cluster = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(cluster, 'exit');
  environment['DATABASE_URL'] = await Promise.race([
    once(createInterface(cluster.stdout), 'line').then(([line]) => String(line)),
    ended.then(() => Promise.reject(new Error('PostgreSQL for the tests did not start.'))),
  ]);
  return async () => {
    delete environment['DATABASE_URL'];
    cluster.stdin.end();
    await ended;
  };
}
