import type { AuditLog } from '@tributary/http';
import type { FastifyInstance } from 'fastify';

const codes: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  429: 'TOO_MANY_REQUESTS',
};

/** Puts every denied call on record: turned away here or by a service, and a partner's reach for what is not its own (404). */
export function recordDenials(app: FastifyInstance, audit: AuditLog): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { actor, path, refusedWith } = request.call;
    const { statusCode: status } = reply;
    const reached = status === 404 && actor?.kind === 'partner' && refusedWith === null;
    if (status === 401 || status === 403 || status === 429 || reached) {
      audit.denied({
        subject: actor?.subject ?? null,
        partnerId: actor?.partnerId ?? null,
        method: request.method,
        path,
        status,
        code: refusedWith ?? codes[status] ?? 'DENIED',
        requestId: request.id,
        address: request.ip,
      });
    }
    done();
  });
}
