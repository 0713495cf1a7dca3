import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TokenVerifier } from '@tributary/http';
import { SignJWT, UnsecuredJWT, createRemoteJWKSet, importJWK, jwtVerify, type JWK } from 'jose';
import { DevelopmentIssuer } from '../src/index.js';
import { openDoor, standIn, type Door } from './door.js';

let door: Door;
let closeService: () => Promise<void>;
beforeAll(async () => {
  const service = await standIn('sales', ['deals'], (app) => app.get('/v1/deals', () => ({ items: [] })));
  closeService = () => service.app.close();
  door = await openDoor([service]);
});
afterAll(async () => {
  await door.close();
  await closeService();
});

const ask = (body: unknown) =>
  fetch(`${door.url}/dev/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const list = (token: string) => fetch(`${door.url}/v1/deals`, { headers: { authorization: `Bearer ${token}` } });

describe('The development issuer', () => {
  it('gives every persona a token that opens the door', async () => {
    const { items } = (await (await fetch(`${door.url}/dev/personas`)).json()) as { items: { persona: string }[] };
    expect(items).toHaveLength(10);
    for (const { persona } of items) {
      const answer = await ask({ persona });
      const { accessToken, expiresIn } = (await answer.json()) as { accessToken: string; expiresIn: number };
      expect([answer.status, expiresIn > 0, (await list(accessToken)).status]).toEqual([200, true, 200]);
    }
  });

  it('publishes its key where OpenID Connect clients look for it', async () => {
    const discovery = (await (await fetch(`${door.url}/.well-known/openid-configuration`)).json()) as {
      issuer: string;
      jwks_uri: string;
    };
    expect(discovery.issuer).toBe(door.url);
    const { payload } = await jwtVerify(await door.token('finance'), createRemoteJWKSet(new URL(discovery.jwks_uri)), {
      issuer: discovery.issuer,
      audience: 'tributary',
    });
    expect(payload).toMatchObject({ sub: 'finance', roles: ['finance'] });
    expect(JSON.stringify(await (await fetch(discovery.jwks_uri)).json())).not.toMatch(/"(d|p|q|dp|dq|qi)"/);
  });

  it('binds a partner persona to another partner, and nobody of the vendor to any', async () => {
    const partnerId = '0190f3a0-0000-7000-8000-000000000099';
    const { accessToken } = (await (await ask({ persona: 'rival-sales', partnerId })).json()) as {
      accessToken: string;
    };
    expect(await new TokenVerifier(door.issuer.auth).verify(`Bearer ${accessToken}`)).toMatchObject({
      kind: 'partner',
      partnerId,
    });
    expect((await ask({ persona: 'vendor-admin', partnerId })).status).toBe(400);
  });

  it.each([{}, { persona: 'root' }, { persona: 7 }, { persona: 'rival-sales', partnerId: 'x' }, '{', 'null', '[]'])(
    'refuses to guess who is meant: %j',
    async (body) => {
      const answer = await ask(body);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'MALFORMED' });
    },
  );

  it('shows denied calls to an administrator only', async () => {
    const shown = async (persona: string) =>
      (await fetch(`${door.url}/dev/denied-calls`, { headers: await door.as(persona) })).status;
    expect([
      await shown('vendor-admin'),
      await shown('support'),
      (await fetch(`${door.url}/dev/denied-calls`)).status,
    ]).toEqual([200, 403, 401]);
  });

  it('refuses to run in production', async () => {
    await expect(DevelopmentIssuer.open({ folder: tmpdir(), issuer: 'http://x', production: true })).rejects.toThrow(
      /refuses to run in production.*OIDC_ISSUER/,
    );
  });

  it('keeps its key over a restart, readable by nobody else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-issuer-'));
    const options = { folder, issuer: 'http://x', production: false };
    const first = await DevelopmentIssuer.open(options);
    first.bind({ partners: { reseller: '0190f3a0-0000-7000-8000-000000000042' }, territories: ['DACH'] });
    const second = await DevelopmentIssuer.open(options);
    expect(second.keys).toEqual(first.keys);
    expect(second.bindings).toEqual(first.bindings);
    expect(statSync(join(folder, 'issuer-key.json')).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });
});

describe('The door refuses a token that', () => {
  const claims = {
    sub: 'vendor-admin',
    roles: ['admin'],
    iss: '',
    aud: 'tributary',
    exp: Math.floor(Date.now() / 1000) + 600,
  };
  const signed = (change: object, header: object = {}) =>
    new SignJWT({ ...claims, iss: door.url, ...change })
      .setProtectedHeader({ alg: 'HS256', ...header })
      .sign(Buffer.from(JSON.stringify(door.issuer.keys.keys[0])));

  it.each([
    ['is not signed', () => Promise.resolve(new UnsecuredJWT({ ...claims, iss: door.url }).encode())],
    [
      'confuses the algorithms: signed with the public key as a secret',
      () => signed({}, { kid: door.issuer.keys.keys[0]!.kid }),
    ],
    ['has a foreign signature', async () => `${(await door.token('vendor-admin')).slice(0, -10)}AAAAAAAAAA`],
    ['is nonsense', () => Promise.resolve('nonsense')],
  ])('%s', async (_name, token) => {
    const answer = await list(await token());
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('comes from another issuer, is for another audience, has expired, or never expires', async () => {
    const jwk = JSON.parse(readFileSync(join(door.folder, 'issuer-key.json'), 'utf8')) as JWK;
    const key = await importJWK(jwk, 'RS256');
    const genuine = (change: object) =>
      new SignJWT({ ...claims, iss: door.url, ...change })
        .setProtectedHeader({ alg: 'RS256', kid: jwk.kid! })
        .sign(key);
    expect((await list(await genuine({}))).status).toBe(200);
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    for (const change of [
      { iss: 'http://elsewhere' },
      { aud: 'another' },
      { exp: hourAgo },
      { exp: undefined },
      { nbf: hourAgo + 7200 },
    ]) {
      expect([change, (await list(await genuine(change))).status]).toEqual([change, 401]);
    }
  });
});
