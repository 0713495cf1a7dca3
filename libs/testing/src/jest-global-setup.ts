import { startCluster, type Cluster } from './cluster.js';
import { runVariable, serverVariable } from './test-server.js';

/** The cluster that this process started, for the teardown; several projects of one run share it. */
export const started: { cluster: Cluster | null; users: number } = ((globalThis as { tributaryCluster?: typeof started }).tributaryCluster ??= { cluster: null, users: 0 });

/** Real PostgreSQL for the run: `DATABASE_URL` (a superuser's) if set, else an embedded one. */
export default async function setUp(): Promise<void> {
  started.users += 1;
  if (process.env[serverVariable] !== undefined) return;
  process.env[runVariable] = `tributary_test_${process.pid}_${Date.now().toString(36)}`;
  const given = process.env['DATABASE_URL'];
  if (given === undefined) started.cluster = await startCluster();
  process.env[serverVariable] = given ?? started.cluster?.url;
}
