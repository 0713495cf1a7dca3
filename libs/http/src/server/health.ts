import type { FastifyInstance } from 'fastify';
import { outageOf } from './outage.js';

/** Something that must work before a service takes calls; throws, or answers why not, when it does not. Null is well. */
export type Readiness = Readonly<Record<string, () => Promise<string | null>>>;

const patience = 2_000;

/** `/health/live`: the process answers. `/health/ready`: what it depends on does too, or why not. */
export function addHealth(server: FastifyInstance, checks: Readiness): void {
  server.get('/health/live', (_request, reply) => reply.send({ status: 'up' }));
  server.get('/health/ready', async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await troubleOf(check)] as const),
    );
    const reasons = results.filter(([, trouble]) => trouble !== null);
    const isUp = reasons.length === 0;
    return reply.code(isUp ? 200 : 503).send({
      status: isUp ? 'up' : 'down',
      checks: Object.fromEntries(results.map(([name, trouble]) => [name, trouble === null ? 'up' : 'down'])),
      ...(isUp ? {} : { reasons: Object.fromEntries(reasons) }),
    });
  });
}

async function troubleOf(check: () => Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => (timer = setTimeout(() => resolve('no answer in time'), patience)));
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return outageOf(error);
  } finally {
    clearTimeout(timer);
  }
}
