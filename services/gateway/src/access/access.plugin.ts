import type { TokenVerifier } from '@tributary/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../edge/problem.js';
import type { RateLimits } from '../limits/rate-limit.plugin.js';
import type { RouteTable } from '../routing/route-table.js';
import type { TerminatedPartners } from './terminated-partners.js';

export interface Access {
  readonly tokens: TokenVerifier;
  readonly routes: RouteTable;
  readonly limits: RateLimits;
  readonly terminated: TerminatedPartners;
}

/** Nobody passes to a service without a valid token, except to the operations that the services open to everybody. */
export function checkAccess(app: FastifyInstance, access: Access): void {
  app.addHook('onRequest', async (request, reply) => {
    const { path } = request.call;
    if (access.routes.serviceOf(path) === undefined) return;
    const isOpen = access.routes.isOpen(request.method === 'HEAD' ? 'GET' : request.method, path);
    if (isOpen && request.headers.authorization === undefined) return;
    await identify(request, reply, access);
  });
}

/** Finds out who calls; throws if the token is not valid, the partnership has ended or the subject calls too often. */
export async function identify(request: FastifyRequest, reply: FastifyReply, access: Access): Promise<void> {
  const actor = await access.tokens.verify(request.headers.authorization);
  request.call.actor = actor;
  const refusal = access.limits.countSubject(request, reply);
  if (refusal !== undefined) throw refusal;
  if (access.terminated.includes(actor.partnerId))
    throw new Refusal('PARTNER_TERMINATED', 'Your partnership has ended.');
}
