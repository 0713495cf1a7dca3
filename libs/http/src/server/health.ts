import type { FastifyInstance } from 'fastify';

/** Something that must work before a service takes calls; throws or answers false when it does not. */
export type Readiness = Readonly<Record<string, () => Promise<boolean>>>;

const patience = 2_000;

/** `/health/live`: the process answers. `/health/ready`: what it depends on does too. */
export function addHealth(server: FastifyInstance, checks: Readiness): void {
  server.get('/health/live', (_request, reply) => reply.send({ status: 'up' }));
  server.get('/health/ready', async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, (await holds(check)) ? 'up' : 'down'] as const),
    );
    const isUp = results.every(([, result]) => result === 'up');
    return reply.code(isUp ? 200 : 503).send({ status: isUp ? 'up' : 'down', checks: Object.fromEntries(results) });
  });
}

async function holds(check: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), patience)));
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
