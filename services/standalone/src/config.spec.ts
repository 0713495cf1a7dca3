import { ConfigFault, passedOn, readConfig } from './config.js';

const oidc = {
  OIDC_ISSUER: 'https://id.example',
  OIDC_AUDIENCE: 'tributary',
  OIDC_JWKS_URL: 'https://id.example/keys',
};

describe('The environment of npm start', () => {
  it('needs nothing: port 3000, the demo, a data folder beside', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, seed: 'demo', dataFolder: '.tributary', production: false });
  });

  it('refuses production without an OpenID Connect provider', () => {
    expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(/OIDC_ISSUER/);
    expect(readConfig({ NODE_ENV: 'production', ...oidc })).toMatchObject({
      seed: 'none',
      auth: { issuer: 'https://id.example' },
    });
  });

  it('takes a provider whole or not at all', () => {
    expect(() => readConfig({ OIDC_ISSUER: 'https://id.example' })).toThrow(ConfigFault);
    expect(() => readConfig({ SEED: 'demo', ...oidc })).toThrow(/exclude each other/);
  });

  it('takes the address by which the world knows it', () => {
    expect(readConfig({}).publicUrl).toBeUndefined();
    expect(readConfig({ PUBLIC_URL: 'https://prm.example.com/' }).publicUrl).toBe('https://prm.example.com');
  });

  it('keeps events in PostgreSQL unless it is given Kafka', () => {
    expect(readConfig({}).kafka).toBeUndefined();
    expect(readConfig({ KAFKA_BROKERS: 'kafka:9092' }).kafka).toEqual({ brokers: ['kafka:9092'] });
  });

  it('keeps events as long as it is told, on either log and in every process', () => {
    expect(readConfig({})).not.toHaveProperty('retentionDays');
    expect(readConfig({ EVENT_RETENTION_DAYS: '90' }).retentionDays).toBe(90);
    const kafka = { EVENT_RETENTION_DAYS: '90', KAFKA_BROKERS: 'kafka:9092' };
    expect(readConfig(kafka).kafka).toMatchObject({ retentionDays: 90 });
    expect(passedOn({ ...kafka, SOMETHING_ELSE: 'x' })).toEqual(kafka);
  });

  it.each([
    { PORT: 'http' },
    { PORT: '70000' },
    { PORT: '-1' },
    { SEED: 'production' },
    { RATE_LIMIT_PER_SECOND: '0' },
    { DATABASE_URL: 'mysql://x' },
    { KAFKA_BROKERS: 'kafka' },
    { KAFKA_TLS: 'true' },
    { PUBLIC_URL: 'prm.example.com' },
    { EVENT_RETENTION_DAYS: '0' },
  ])('says what is wrong with %j', (environment) => {
    expect(() => readConfig(environment)).toThrow(ConfigFault);
  });
});
