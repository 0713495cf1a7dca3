import type { Sent } from './recording.js';
import { connected } from './connected.js';

/** How PostgreSQL answered one statement of the service: which way, and how many rows it had to look at. */
export interface Explained {
  readonly scans: readonly string[];
  readonly rowsRead: number;
  readonly rowsAnswered: number;
  readonly buffers: number;
  readonly milliseconds: number;
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Plan[];
}

/** Explains the last `count` readings of deals that were sent, each in its own scope; a sequential scan of the deals is an error. */
export async function explain(url: string, sent: readonly Sent[], count: number): Promise<Explained[]> {
  const readings = sent.filter(({ text }) => /\bfrom deal_registration\b/i.test(text)).slice(-count);
  if (readings.length !== count) throw new Error(`the service sent ${readings.length} readings of deals, not ${count}`);
  return connected(url, async (client) => {
    const explained: Explained[] = [];
    for (const reading of readings) {
      const scope = sent.find(
        ({ connection, flight, text }) =>
          connection === reading.connection && flight === reading.flight && text.includes('set_config'),
      );
      await client.query('BEGIN READ ONLY');
      if (scope !== undefined) await client.query(scope.text, [...scope.values]);
      const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Plan; 'Execution Time': number }[] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${reading.text}`,
        [...reading.values],
      );
      await client.query('ROLLBACK');
      const [plan] = rows[0]?.['QUERY PLAN'] ?? [];
      if (plan === undefined) throw new Error('there is no plan');
      explained.push(summary(plan.Plan, plan['Execution Time']));
    }
    return explained;
  });
}

function summary(plan: Plan, milliseconds: number): Explained {
  const scans = [...nodes(plan)].filter((node) => node['Relation Name'] !== undefined);
  const sequential = scans.find(
    (node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'deal_registration',
  );
  if (sequential !== undefined) throw new Error('the list of deals is read sequentially');
  return {
    scans: scans.map(
      (node) => `${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''}: ${looked(node)} rows`,
    ),
    rowsRead: scans.reduce((sum, node) => sum + looked(node), 0),
    rowsAnswered: plan['Actual Rows'],
    buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    milliseconds,
  };
}

function* nodes(plan: Plan): Generator<Plan> {
  yield plan;
  for (const below of plan.Plans ?? []) yield* nodes(below);
}

function looked(node: Plan): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return Math.round((node['Actual Rows'] + removed) * node['Actual Loops']);
}
