import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import { actorFrom, TokenVerifier } from './token-verifier.js';

const issuer = 'https://idp.test';
const audience = 'tributary';
const partnerId = '01970d3e-0000-7000-8000-00000000000a';
const now = (): number => Math.floor(Date.now() / 1000);

let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
let jwk: JWK;
let verifier: TokenVerifier;
beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one' };
  verifier = new TokenVerifier({ issuer, audience, jwks: { keys: [jwk] } });
});

const sign = (claims: JWTPayload, key: CryptoKey = keys.privateKey, alg = 'RS256'): Promise<string> =>
  new SignJWT({ iss: issuer, aud: audience, sub: 'ada', exp: now() + 60, ...claims })
    .setProtectedHeader({ alg, kid: 'one' })
    .sign(key);
const refusal = async (token: string | undefined): Promise<unknown> =>
  verifier.verify(token === undefined ? undefined : `Bearer ${token}`).then(
    () => 'accepted',
    (error: { code: string; message: string; headers?: Record<string, string> }) => `${error.code}: ${error.message}`,
  );

it('makes an actor of a good token, and remembers it for a while', async () => {
  const token = await sign({ roles: ['admin', 'readonly'], scope: 'deals:read deals:write', territories: ['EMEA'] });
  const actor = await verifier.verify(`Bearer ${token}`);
  expect(actor).toEqual({
    subject: 'ada',
    kind: 'vendor',
    roles: ['admin', 'readonly'],
    scopes: ['deals:read', 'deals:write'],
    territories: ['EMEA'],
  });
  expect(await verifier.verify(`Bearer ${token}`)).toBe(actor);
});

it('tolerates a clock that is a minute off, no more', async () => {
  expect(await refusal(await sign({ exp: now() - 50 }))).toBe('accepted');
  expect(await refusal(await sign({ exp: now() - 70 }))).toBe('UNAUTHENTICATED: The token has expired.');
  expect(await refusal(await sign({ nbf: now() + 70 }))).toMatch('claim nbf');
});

it('refuses what is missing, foreign, unsigned or forged', async () => {
  const stranger = await generateKeyPair('RS256');
  expect(await refusal(undefined)).toBe('UNAUTHENTICATED: A bearer token is needed.');
  expect(await refusal('not a token')).toMatch('A bearer token is needed');
  expect(await refusal('a.b.c')).toBe('UNAUTHENTICATED: The token is not valid here.');
  expect(await refusal(await sign({ iss: 'https://other.test' }))).toMatch('claim iss');
  expect(await refusal(await sign({ aud: 'other' }))).toMatch('claim aud');
  expect(await refusal(await sign({ exp: undefined as never }))).toMatch('claim exp');
  expect(await refusal(await sign({}, stranger.privateKey))).toBe('UNAUTHENTICATED: The token is not valid here.');
  const unsigned = new UnsecuredJWT({ iss: issuer, aud: audience, sub: 'ada', exp: now() + 60 }).encode();
  expect(await refusal(unsigned)).toMatch('UNAUTHENTICATED');
});

it('is not talked into taking the public key for a shared secret', async () => {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const head = `${encode({ alg: 'HS256', kid: 'one' })}.${encode({ iss: issuer, aud: audience, sub: 'eve', exp: now() + 60 })}`;
  const secret = await exportSPKI(keys.publicKey);
  expect(await refusal(`${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`)).toBe(
    'UNAUTHENTICATED: The token is not signed with an accepted algorithm.',
  );
});

it('challenges as RFC 6750 has it', async () => {
  await expect(verifier.verify(undefined)).rejects.toMatchObject({
    headers: { 'www-authenticate': 'Bearer realm="tributary"' },
  });
  await expect(verifier.verify(`Bearer ${await sign({ aud: 'x' })}`)).rejects.toMatchObject({
    headers: { 'www-authenticate': expect.stringContaining('error="invalid_token"') },
  });
});

it('drops the roles of the other side, and unknown ones', () => {
  expect(actorFrom({ sub: 'a', partner_id: partnerId, roles: ['admin', 'sales', 'system'] })).toMatchObject({
    kind: 'partner',
    partnerId,
    roles: ['sales'],
  });
  expect(actorFrom({ sub: 'a', roles: ['admin', 'partner_admin', 'god'], kind: 'system' })).toMatchObject({
    kind: 'vendor',
    roles: ['admin'],
  });
  expect(actorFrom({ sub: 'a' })).toEqual({ subject: 'a', kind: 'vendor', roles: [], scopes: [] });
});

it.each([[{}], [{ sub: '' }], [{ sub: 'a\0' }], [{ sub: 'a', partner_id: 'x' }], [{ sub: 'a', partner_id: 7 }]])(
  'cannot use %j',
  (claims) => {
    expect(() => actorFrom(claims as JWTPayload)).toThrow('not usable');
  },
);

it('finds the claims where a foreign provider puts them', () => {
  const names = {
    subject: 'email',
    partnerId: 'https://x.test/partner',
    roles: 'realm_access.roles',
    territories: 'areas',
    scope: 'scp',
  };
  const claims = {
    email: 'ada@x.test',
    'https://x.test/partner': partnerId,
    realm_access: { roles: ['sales'] },
    scp: ['deals:read'],
    areas: 'DACH',
  };
  expect(actorFrom(claims, names)).toEqual({
    subject: 'ada@x.test',
    kind: 'partner',
    partnerId,
    roles: ['sales'],
    scopes: ['deals:read'],
    territories: ['DACH'],
  });
});

describe('with the keys at an address', () => {
  let server: Server;
  let isUp = true;
  beforeAll(async () => {
    server = createServer((_, response) =>
      response.writeHead(isUp ? 200 : 500, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  const remote = (): TokenVerifier =>
    new TokenVerifier({ issuer, audience, jwks: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks` });

  it('fetches them', async () => {
    expect(await remote().verify(`Bearer ${await sign({})}`)).toMatchObject({ subject: 'ada' });
  });

  it('is unavailable, and does not call the token bad, while they cannot be had', async () => {
    isUp = false;
    await expect(remote().verify(`Bearer ${await sign({})}`)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    isUp = true;
  });
});
