import type { FastifyInstance } from 'fastify';
import { standingOf, type Standing } from './standing.js';

export interface Probed {
  readonly name: string;
  readonly url: string;
}

interface Report {
  readonly status: 'ok' | 'unavailable';
  readonly services: Readonly<Record<string, Standing['status']>>;
  /** Of each service that is not ready, what it says why. */
  readonly reasons?: Readonly<Record<string, NonNullable<Standing['reasons']>>>;
}

/** Live and ready of everything behind the door. A service that is down makes the whole unready and is named, with its reasons; the others go on answering. */
export function reportHealth(app: FastifyInstance, services: readonly Probed[], timeoutMilliseconds = 2_500): void {
  const probe = (path: string) => async (): Promise<Report> => {
    const standings = await Promise.all(
      services.map(async ({ name, url }) => [name, await standingOf(`${url}${path}`, timeoutMilliseconds)] as const),
    );
    const reasons = standings.flatMap(([name, { reasons: told }]) =>
      told === undefined ? [] : [[name, told] as const],
    );
    return {
      status: standings.every(([, { status }]) => status === 'ok') ? 'ok' : 'unavailable',
      services: Object.fromEntries(standings.map(([name, { status }]) => [name, status])),
      ...(reasons.length === 0 ? {} : { reasons: Object.fromEntries(reasons) }),
    };
  };
  const ready = probe('/health/ready');
  const live = probe('/health/live');
  for (const path of ['/health', '/health/ready']) {
    app.get(path, async (_request, reply) => {
      const report = await ready();
      return reply
        .code(report.status === 'ok' ? 200 : 503)
        .header('cache-control', 'no-store')
        .send(report);
    });
  }
  // The gateway itself is live when it answers; restarting it would help nobody whose service is down.
  app.get('/health/live', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ ...(await live()), status: 'ok' }),
  );
}
