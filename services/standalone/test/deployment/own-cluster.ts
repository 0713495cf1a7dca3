import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './compose-file.js';

export interface OwnCluster {
  /** A superuser's address. */
  readonly url: URL;
  stop(): Promise<unknown>;
}

/** A PostgreSQL server that no other suite is on: the roles of a compose file belong to a server, and so do their passwords. */
export async function ownCluster(): Promise<OwnCluster> {
  const script = join(root, 'libs/testing/scripts/cluster.mjs');
  const cluster = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(cluster, 'exit');
  const [address] = (await once(createInterface(cluster.stdout), 'line')) as [string];
  return {
    url: new URL(address),
    stop() {
      cluster.stdin.end();
      return ended;
    },
  };
}
