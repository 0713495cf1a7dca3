import { isUuid } from '@tributary/http';
import type { FastifyInstance } from 'fastify';
import { identify, type Access } from '../access/access.plugin.js';
import type { DenialRecord } from '../access/denial-record.js';
import { Refusal } from '../edge/problem.js';
import type { DevelopmentIssuer } from './development-issuer.js';
import { claimsOf, personas } from './personas.js';

/** Tokens for the asking, the personas, the public key; and for administrators the calls that were denied. */
export function offerDevelopmentTokens(
  app: FastifyInstance,
  issuer: DevelopmentIssuer,
  access: Access,
  denials: DenialRecord | undefined,
): void {
  app.get('/dev/personas', (_request, reply) =>
    reply.send({
      items: personas.map((persona) => {
        const {
          name: _,
          partner_id: partnerId = null,
          territories = null,
          roles,
          scope,
        } = claimsOf(persona, issuer.bindings);
        const scopes = typeof scope === 'string' ? scope.split(' ') : [];
        return {
          persona: persona.persona,
          name: persona.name,
          description: persona.description,
          roles,
          partnerId,
          territories,
          scopes,
        };
      }),
    }),
  );

  app.post('/dev/token', async (request, reply) => {
    const asked = (request.body ?? {}) as { persona?: unknown; partnerId?: unknown };
    const persona = personas.find((one) => one.persona === asked.persona);
    if (persona === undefined) {
      throw malformed('/persona', 'one_of', `Ask for one of ${personas.map((one) => one.persona).join(', ')}.`);
    }
    const { partnerId } = asked;
    if (partnerId === undefined || partnerId === null)
      return reply.header('cache-control', 'no-store').send(await issuer.tokenFor(persona));
    if (!isUuid(partnerId)) throw malformed('/partnerId', 'uuid', 'The id of a partner is a UUID.');
    if (persona.partner === undefined)
      throw malformed('/partnerId', 'not_allowed', `${persona.persona} works for the vendor, not for a partner.`);
    return reply.header('cache-control', 'no-store').send(await issuer.tokenFor(persona, partnerId));
  });

  app.get('/.well-known/openid-configuration', (_request, reply) => reply.send(issuer.discovery));
  app.get('/.well-known/jwks.json', (_request, reply) => reply.send(issuer.keys));

  app.get('/dev/denied-calls', async (request, reply) => {
    await identify(request, reply, access);
    const roles = request.call.actor?.roles ?? [];
    if (!roles.includes('admin') && !roles.includes('compliance'))
      throw new Refusal('ROLE_MISSING', 'This needs one of the roles admin, compliance.');
    return reply.header('cache-control', 'no-store').send({ items: denials?.latest(200) ?? [] });
  });
}

function malformed(pointer: string, code: string, detail: string): Refusal {
  return new Refusal('MALFORMED', 'The request cannot be read.', { errors: [{ pointer, code, detail }] });
}
