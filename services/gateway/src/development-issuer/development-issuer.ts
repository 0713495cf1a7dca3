import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthConfig } from '@tributary/http';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { claimsOf, noBindings, type Bindings, type Persona } from './personas.js';

export interface DevelopmentIssuerOptions {
  /** Where the signing key and the bindings of the personas are kept. */
  readonly folder: string;
  /** The address that tokens name as their issuer. */
  readonly issuer: string;
  readonly production: boolean;
}

const audience = 'tributary';
const lifetimeSeconds = 8 * 60 * 60;

/** Issues tokens to whoever asks: for a developer's machine, and never in production. */
export class DevelopmentIssuer {
  #bindings: Bindings;

  private constructor(
    private readonly options: DevelopmentIssuerOptions,
    private readonly key: CryptoKey,
    private readonly publicKey: JWK,
  ) {
    const file = join(options.folder, 'personas.json');
    this.#bindings = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Bindings) : noBindings;
  }

  static async open(options: DevelopmentIssuerOptions): Promise<DevelopmentIssuer> {
    if (options.production) {
      throw new Error(
        'The development issuer refuses to run in production. Configure OIDC_ISSUER, OIDC_AUDIENCE and OIDC_JWKS_URL.',
      );
    }
    mkdirSync(options.folder, { recursive: true });
    const jwk = await signingKey(join(options.folder, 'issuer-key.json'));
    const { kty, n, e, kid } = jwk;
    const publicKey: JWK = { kty: kty!, n: n!, e: e!, kid: kid!, alg: 'RS256', use: 'sig' };
    return new DevelopmentIssuer(options, (await importJWK(jwk, 'RS256')) as CryptoKey, publicKey);
  }

  /** What services and gateway need to believe these tokens. */
  get auth(): AuthConfig {
    return { issuer: this.options.issuer, audience, jwks: this.keys };
  }

  get keys(): JSONWebKeySet {
    return { keys: [this.publicKey] };
  }

  get bindings(): Bindings {
    return this.#bindings;
  }

  /** Ties the personas to companies and territories that exist; kept for the next start. */
  bind(bindings: Bindings): void {
    this.#bindings = bindings;
    writeSecret(join(this.options.folder, 'personas.json'), bindings);
  }

  async tokenFor(
    persona: Persona,
    partnerId?: string,
  ): Promise<{ readonly accessToken: string; readonly expiresIn: number }> {
    const accessToken = await new SignJWT({ ...claimsOf(persona, this.#bindings, partnerId), jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid: this.publicKey.kid!, typ: 'at+jwt' })
      .setIssuer(this.options.issuer)
      .setAudience(audience)
      .setSubject(persona.persona)
      .setIssuedAt()
      .setExpirationTime(`${lifetimeSeconds}s`)
      .sign(this.key);
    return { accessToken, expiresIn: lifetimeSeconds };
  }

  get discovery(): Record<string, unknown> {
    const { issuer } = this.options;
    return {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      token_endpoint: `${issuer}/dev/token`,
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: ['sub', 'partner_id', 'roles', 'territories', 'scope'],
    };
  }
}

async function signingKey(file: string): Promise<JWK> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk) };
  writeSecret(file, key);
  return key;
}

// Written beside and renamed: a crash leaves the old file or the new one, never half of it.
function writeSecret(file: string, content: unknown): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
