import type { AuthConfig } from '@tributary/http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface Issuer {
  readonly auth: AuthConfig;
  partner(partnerId: string): Promise<string>;
  vendor(): Promise<string>;
}

/** Tokens that live as long as any run. */
export async function createIssuer(): Promise<Issuer> {
  const issuer = 'https://issuer.bench';
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' };
  const token = (claims: Record<string, unknown>): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
      .setIssuer(issuer)
      .setAudience('tributary')
      .setExpirationTime('1h')
      .sign(privateKey);
  return {
    auth: { issuer, audience: 'tributary', jwks: { keys: [key] } },
    partner: (partnerId) =>
      token({ sub: `sales@${partnerId}`, partner_id: partnerId, roles: ['partner_admin', 'sales'] }),
    vendor: () => token({ sub: 'deal-desk@vendor', roles: ['admin', 'deal_desk'] }),
  };
}
