import { partnerRoles, vendorRoles, type Actor, type Role, Unavailable } from '@tributary/kernel';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { isStorable, isUuid } from '../fields/text.js';
import { HttpRefusal } from '../problems/problem.js';

/** Where a foreign OIDC provider puts what we need; a dotted name reaches into an object (`realm_access.roles`). */
export interface ClaimNames {
  readonly subject: string;
  readonly partnerId: string;
  readonly roles: string;
  readonly territories: string;
  readonly scope: string;
}

/** Who may issue tokens. `jwks` is the address of the provider's keys, or the keys themselves. */
export interface AuthConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: string | JSONWebKeySet;
  readonly claims?: Partial<ClaimNames>;
}

const usualClaims: ClaimNames = {
  subject: 'sub',
  partnerId: 'partner_id',
  roles: 'roles',
  territories: 'territories',
  scope: 'scope',
};
const algorithms = ['RS256', 'ES256', 'EdDSA'];
const skewSeconds = 60;
const remembered = { tokens: 2_000, milliseconds: 60_000 };

/** The access token is missing, or nobody should believe it (401). */
export class Unauthenticated extends HttpRefusal {
  constructor(sentence: string, reason?: 'invalid_token') {
    const challenge =
      reason === undefined ? '' : `, error="${reason}", error_description="${sentence.replaceAll('"', "'")}"`;
    super('UNAUTHENTICATED', sentence, {}, { 'www-authenticate': `Bearer realm="tributary"${challenge}` });
  }
}

/** Turns an `Authorization` header into an Actor. A verified token is believed for a minute without looking again. */
export class TokenVerifier {
  readonly #keys: JWTVerifyGetKey;
  readonly #claims: ClaimNames;
  readonly #known = new Map<string, { readonly actor: Actor; readonly until: number }>();

  constructor(private readonly config: AuthConfig) {
    this.#claims = { ...usualClaims, ...config.claims };
    this.#keys =
      typeof config.jwks === 'string'
        ? createRemoteJWKSet(new URL(config.jwks), {
            timeoutDuration: 5_000,
            cooldownDuration: 30_000,
            cacheMaxAge: 600_000,
          })
        : createLocalJWKSet(config.jwks);
  }

  async verify(authorization: string | undefined): Promise<Actor> {
    if (authorization === undefined) throw new Unauthenticated('A bearer token is needed.');
    const known = this.#known.get(authorization);
    if (known !== undefined && known.until > Date.now()) return known.actor;
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw new Unauthenticated('A bearer token is needed.');
    const payload = await this.#payload(token);
    const actor = actorFrom(payload, this.#claims);
    if (this.#known.size >= remembered.tokens) this.#known.clear();
    const expiry = ((payload.exp ?? 0) + skewSeconds) * 1000;
    this.#known.set(authorization, { actor, until: Math.min(expiry, Date.now() + remembered.milliseconds) });
    return actor;
  }

  async #payload(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        algorithms,
        issuer: this.config.issuer,
        audience: this.config.audience,
        clockTolerance: skewSeconds,
        requiredClaims: ['exp'],
      });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || keysAreMissing(error)) throw new Unavailable(5, { cause: error });
      throw new Unauthenticated(sentenceFor(error), 'invalid_token');
    }
  }
}

// The provider did not give its keys: that says nothing about the token.
function keysAreMissing(error: errors.JOSEError): boolean {
  return ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'].includes(error.code);
}

function sentenceFor(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's claim ${error.claim} is not accepted here.`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is not signed with an accepted algorithm.';
  return 'The token is not valid here.';
}

/** The Actor that a verified token stands for. Roles of the other side are dropped; `system` cannot come out. */
export function actorFrom(payload: JWTPayload, claims: ClaimNames = usualClaims): Actor {
  const subject = claim(payload, claims.subject);
  if (typeof subject !== 'string' || subject === '' || subject.length > 200 || !isStorable(subject))
    throw unusable(claims.subject);
  const partnerId = claim(payload, claims.partnerId);
  if (partnerId !== undefined && partnerId !== null && !isUuid(partnerId)) throw unusable(claims.partnerId);
  const isPartner = typeof partnerId === 'string';
  const side: readonly string[] = isPartner ? partnerRoles : vendorRoles;
  const territories = claim(payload, claims.territories);
  return {
    subject,
    kind: isPartner ? 'partner' : 'vendor',
    roles: words(claim(payload, claims.roles)).filter((role): role is Role => side.includes(role)),
    scopes: words(claim(payload, claims.scope)),
    ...(isPartner ? { partnerId: partnerId.toLowerCase() } : {}),
    ...(territories === undefined ? {} : { territories: words(territories) }),
  };
}

function unusable(name: string): Unauthenticated {
  return new Unauthenticated(`The token's claim ${name} is not usable.`, 'invalid_token');
}

function claim(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  let value: unknown = payload;
  for (const step of name.split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined;
  }
  return value;
}

function words(value: unknown): string[] {
  const list = typeof value === 'string' ? value.split(' ') : Array.isArray(value) ? (value as unknown[]) : [];
  return list
    .filter((word): word is string => typeof word === 'string' && word !== '' && isStorable(word))
    .slice(0, 200);
}
