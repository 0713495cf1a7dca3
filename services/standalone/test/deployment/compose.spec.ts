import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayConfig } from '@tributary/gateway';
import { serviceConfig } from '@tributary/http';
import { partnerRoles, vendorRoles } from '@tributary/kernel';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { definitions } from '../../src/boot/definitions.js';
import { readConfig as provisioningConfig } from '../../src/provisioning/config.js';
import { composeFile, newSecrets, ownServices, root } from './compose-file.js';

const secrets = newSecrets();
const compose = composeFile(secrets);
const names = definitions.map(({ name }) => name);
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const json = (path: string): unknown => JSON.parse(text(path));

/** The variables that a configuration looks at while it reads an environment; it must not refuse it. */
function lookedAt(environment: Readonly<Record<string, string>>, read: (given: never) => unknown): Set<string> {
  const seen = new Set<string>();
  const watched = new Proxy(environment, {
    get: (target, name) => {
      seen.add(String(name));
      return Reflect.get(target, name) as unknown;
    },
  });
  read(watched as never);
  return seen;
}

describe('docker-compose.yml', () => {
  it('is a compose file by the schema of the Compose Specification', () => {
    const { $schema: _draft, ...schema } = json(
      'services/standalone/test/deployment/compose-spec.schema.json',
    ) as Record<string, unknown>;
    const isValid = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
    isValid(compose);
    expect(isValid.errors).toBeNull();
    expect(isValid({ services: { sales: { imagine: 'x' } } })).toBe(false);
  });

  it('has a container for the gateway, for every service, and for the job that provisions', () => {
    expect(ownServices(compose).map(([name]) => name)).toEqual(
      expect.arrayContaining(['gateway', 'provision', ...names]),
    );
    expect(ownServices(compose)).toHaveLength(names.length + 2);
  });

  it('names every image by a version', () => {
    for (const [name, { image = '' }] of Object.entries(compose.services)) {
      expect({ name, image }).toEqual({
        name,
        image: expect.stringMatching(/^[\w./-]+:(v?\d+\.\d+(\.\d+)?[\w.-]*|local)$/),
      });
    }
  });

  it('waits for what exists, and for health where there is a way to tell it', () => {
    for (const [name, { depends_on: dependencies = {}, networks = [], volumes = [] }] of Object.entries(
      compose.services,
    )) {
      const conditions = Array.isArray(dependencies)
        ? (dependencies as string[]).map((other) => [other, 'service_started'] as const)
        : Object.entries(dependencies).map(([other, { condition }]) => [other, condition] as const);
      for (const [other, condition] of conditions) {
        const target = compose.services[other];
        const hasCheck =
          target?.healthcheck === undefined ? target?.build !== undefined : target.healthcheck.disable !== true;
        expect({ name, other, known: target !== undefined }).toEqual({ name, other, known: true });
        if (condition === 'service_healthy') expect({ name, other, hasCheck }).toEqual({ name, other, hasCheck: true });
      }
      for (const network of networks) expect(Object.keys(compose.networks)).toContain(network);
      for (const volume of volumes) {
        const [source = ''] = volume.split(':');
        const isThere = source.startsWith('./') ? existsSync(join(root, source)) : source in compose.volumes;
        expect({ name, source, isThere }).toEqual({ name, source, isThere: true });
      }
    }
  });

  it('publishes each port once, and no database, log or service', () => {
    const published = Object.entries(compose.services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port.split(':')[0]]),
    );
    expect(published.map(([name]) => name)).toEqual(['gateway', 'oidc', 'grafana']);
    expect(new Set(published.map(([, port]) => port)).size).toBe(published.length);
  });

  it('starts programs that the build makes', () => {
    for (const [, { command = [] }] of ownServices(compose)) {
      const source = (command[0] ?? '').replace('/dist/', '/src/').replace(/\.js$/, '.ts');
      expect({ source, exists: existsSync(join(root, source)) }).toEqual({ source, exists: true });
    }
  });

  it.each(names)('gives %s what it reads, and nothing that it does not', (name) => {
    const environment = compose.services[name]?.environment ?? {};
    const known = lookedAt(environment, serviceConfig).add('NODE_ENV');
    expect(Object.keys(environment).filter((variable) => !known.has(variable))).toEqual([]);
    const { database, log, auth, port, metricsPort } = serviceConfig(environment);
    const snake = name.replaceAll('-', '_');
    const password = secrets[`${snake.toUpperCase()}_DATABASE_PASSWORD`];
    expect(database).toEqual({
      owner: `postgres://${snake}_owner:${password}@postgres:5432/${snake}`,
      vendor: `postgres://${snake}_vendor:${password}@postgres:5432/${snake}`,
      partner: `postgres://${snake}_partner:${password}@postgres:5432/${snake}`,
    });
    expect(log).toEqual({ url: `postgres://event_log:${secrets['EVENT_LOG_PASSWORD']}@postgres:5432/event_log` });
    expect(auth.issuer).toBe('http://localhost:8080/realms/tributary');
    expect({ port, metricsPort }).toEqual({ port: 3000, metricsPort: 9464 });
  });

  it('gives the gateway what it reads, and every service to route to', () => {
    const environment = compose.services['gateway']?.environment ?? {};
    const known = lookedAt(environment, gatewayConfig);
    expect(Object.keys(environment).filter((variable) => !known.has(variable))).toEqual([]);
    const { services, production } = gatewayConfig(environment);
    expect(production).toBe(true);
    expect(services).toEqual(names.map((name) => ({ name, url: `http://${name}:3000` })));
  });

  it('gives the job that provisions a password for each service', () => {
    const environment = compose.services['provision']?.environment ?? {};
    const known = lookedAt(environment, (given) => provisioningConfig(names, given));
    expect(Object.keys(environment).filter((variable) => !known.has(variable))).toEqual([]);
  });

  it('is started with secrets that somebody made, or not at all', () => {
    expect(() => composeFile({})).toThrow('is missing a value');
    for (const name of Object.keys(secrets)) {
      const { [name]: _left, ...others } = secrets;
      expect(() => composeFile(others)).toThrow(`required variable ${name} is missing a value`);
    }
    expect(new Set(Object.values({ ...secrets, ...newSecrets() })).size).toBeGreaterThanOrEqual(
      Object.keys(secrets).length,
    );
  });

  it('keeps the events in its Kafka where it is told to', () => {
    const [broker = ''] = Object.keys(compose.services).filter((name) => name === 'kafka');
    const kafka = { brokers: [`${broker}:9092`] };
    const withKafka = composeFile({ ...secrets, KAFKA_BROKERS: `${broker}:9092` });
    for (const name of names) expect(serviceConfig(withKafka.services[name]?.environment ?? {}).log).toEqual({ kafka });
    expect(gatewayConfig(withKafka.services['gateway']?.environment ?? {}).log).toEqual({ kafka });
    expect(provisioningConfig(names, withKafka.services['provision']?.environment ?? {}).logPassword).toBeNull();
  });

  it('keeps the events as long as it is told to, in every process that tidies the log', () => {
    const told = composeFile({ ...secrets, EVENT_RETENTION_DAYS: '90' });
    for (const name of names)
      expect(serviceConfig(told.services[name]?.environment ?? {}).log).toMatchObject({ retentionDays: 90 });
    expect(gatewayConfig(told.services['gateway']?.environment ?? {}).log).toMatchObject({ retentionDays: 90 });
  });

  it('lets Prometheus read the metrics of every service', () => {
    const { scrape_configs: jobs } = parse(text('deploy/prometheus/prometheus.yml')) as {
      scrape_configs: { static_configs: { targets: string[] }[] }[];
    };
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((one) => one.targets));
    expect(targets.sort()).toEqual(names.map((name) => `${name}:9464`).sort());
  });
});

describe('The realm of the identity provider', () => {
  const source = text('deploy/keycloak/tributary-realm.json');
  const realm = JSON.parse(source) as {
    realm: string;
    roles: { realm: { name: string }[] };
    clientScopes: { name: string; protocolMappers?: { config: Record<string, string> }[] }[];
    clients: { clientId: string; defaultClientScopes: string[]; secret?: string }[];
  };
  const scopes = realm.clientScopes.map(({ name }) => name);

  it('has the roles of both sides and the claims that a token is read by', () => {
    expect(realm.roles.realm.map(({ name }) => name)).toEqual([...vendorRoles, ...partnerRoles]);
    const mappers = realm.clientScopes.flatMap(({ protocolMappers = [] }) => protocolMappers);
    const claims = mappers.map(({ config }) => config['claim.name'] ?? config['included.custom.audience']);
    expect(claims).toEqual(expect.arrayContaining(['roles', 'partner_id', 'territories', 'tributary']));
  });

  it('gives its clients scopes that exist, and secrets that the compose file brings', () => {
    for (const { defaultClientScopes } of realm.clients)
      expect(scopes).toEqual(expect.arrayContaining(defaultClientScopes));
    const taken = [...source.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name);
    expect(taken).toEqual(['CRM_CLIENT_SECRET', 'ERP_CLIENT_SECRET', 'VENDOR_ADMIN_PASSWORD']);
    expect(Object.keys(compose.services['oidc']?.environment ?? {})).toEqual(expect.arrayContaining(taken));
    for (const { secret = '${}' } of realm.clients) expect(secret).toMatch(/^\$\{/);
  });
});
