import type { AuthConfig } from '@tributary/http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

/** Signs access tokens for tests, and what a service needs to believe them. */
export interface TestIssuer {
  readonly auth: AuthConfig;
  readonly privateKey: CryptoKey;
  /** Valid for ten minutes unless `claims` say otherwise. */
  token(claims: JWTPayload): Promise<string>;
}

export const testAudience = 'tributary';

export async function testIssuer(issuer = 'https://issuer.test'): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  return {
    auth: { issuer, audience: testAudience, jwks: { keys: [key] } },
    privateKey,
    token: (claims) =>
      new SignJWT({ iss: issuer, aud: testAudience, exp: Math.floor(Date.now() / 1000) + 600, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'test' })
        .sign(privateKey),
  };
}
