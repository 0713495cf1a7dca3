import type { Child } from './child.js';
import { HttpConnection, type Ask, type Reply } from './http-connection.js';

export interface Measured {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of processor time of the servers per request, PostgreSQL's not included. */
  readonly cpu: number;
}

export interface Load {
  readonly address: string;
  readonly connections: number;
  /** The next request; null when there are no more. */
  next(): Ask | null;
  /** Sees every answer; throws on one that must not be. */
  answered(reply: Reply, ask: Ask): void;
  /** The processes that answer. */
  readonly servers: readonly Child[];
}

/** A closed loop: each connection sends its next request when the last one is answered. */
export async function drive({ address, connections, servers, next, answered }: Load): Promise<Measured> {
  const open = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(address)));
  const times: number[] = [];
  const cpuBefore = await cpuOf(servers);
  const startedAt = performance.now();
  try {
    await Promise.all(
      open.map(async (connection) => {
        for (let ask = next(); ask !== null; ask = next()) {
          const sentAt = performance.now();
          const reply = await connection.send(ask);
          times.push(performance.now() - sentAt);
          answered(reply, ask);
        }
      }),
    );
  } finally {
    for (const connection of open) connection.close();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = ((await cpuOf(servers)) - cpuBefore) / times.length;
  times.sort((a, b) => a - b);
  return { requests: times.length, perSecond: times.length / seconds, p50: at(times, 0.5), p99: at(times, 0.99), cpu };
}

async function cpuOf(servers: readonly Child[]): Promise<number> {
  const used = await Promise.all(servers.map((server) => server.cpu()));
  return used.reduce((sum, each) => sum + each, 0);
}

/** Any answer but `status` ends the run: a figure over failures is worth nothing. */
export function mustBe(status: number, { body, ...reply }: Reply): string {
  if (reply.status !== status) throw new Error(`answered ${reply.status} instead of ${status}: ${body.slice(0, 500)}`);
  return body;
}

export const median = (values: readonly number[]): number =>
  at(
    [...values].sort((a, b) => a - b),
    0.5,
  );

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
