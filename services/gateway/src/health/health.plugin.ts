import type { FastifyInstance } from 'fastify';

export interface Probed {
  readonly name: string;
  readonly url: string;
}

type Standing = 'ok' | 'unavailable';

/** Live and ready of everything behind the door. A service that is down makes the whole unready and is named; the others go on answering. */
export function reportHealth(app: FastifyInstance, services: readonly Probed[], timeoutMilliseconds = 2_000): void {
  const probe =
    (path: string) => async (): Promise<{ readonly status: Standing; readonly services: Record<string, Standing> }> => {
      const standings = await Promise.all(
        services.map(async ({ name, url }) => [name, await standing(`${url}${path}`, timeoutMilliseconds)] as const),
      );
      const status = standings.every(([, one]) => one === 'ok') ? 'ok' : 'unavailable';
      return { status, services: Object.fromEntries(standings) };
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

async function standing(url: string, timeoutMilliseconds: number): Promise<Standing> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMilliseconds) });
    await answer.body?.cancel();
    return answer.ok ? 'ok' : 'unavailable';
  } catch {
    return 'unavailable';
  }
}
