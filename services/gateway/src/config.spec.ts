import { readConfig } from './config.js';

const services = { SERVICES: 'sales=http://sales:3000, presales=http://presales:3000/' };

describe('The environment of the gateway', () => {
  it('names the services behind it', () => {
    expect(readConfig(services)).toMatchObject({
      port: 3000,
      auth: null,
      services: [
        { name: 'sales', url: 'http://sales:3000' },
        { name: 'presales', url: 'http://presales:3000' },
      ],
    });
  });

  it('refuses production without an OpenID Connect provider', () => {
    expect(() => readConfig({ ...services, NODE_ENV: 'production' })).toThrow(/OIDC_ISSUER/);
    expect(() => readConfig({ ...services, OIDC_ISSUER: 'https://id.example' })).toThrow(/all three/);
  });

  it('follows the partners on the log that it is given: Kafka, a PostgreSQL database, or none', () => {
    const EVENT_LOG_URL = 'postgres://log@db/log';
    expect(readConfig(services).log).toBeNull();
    expect(readConfig({ ...services, EVENT_LOG_URL }).log).toEqual({ url: EVENT_LOG_URL });
    const log = { kafka: { brokers: ['kafka:9092'] } };
    expect(readConfig({ ...services, EVENT_LOG_URL, KAFKA_BROKERS: 'kafka:9092' }).log).toEqual(log);
    expect(() => readConfig({ ...services, KAFKA_TLS: 'true' })).toThrow('KAFKA_BROKERS is not');
  });

  it('keeps events as long as the services do, or what it tidies would be gone for them', () => {
    const log = { ...services, EVENT_LOG_URL: 'postgres://log@db/log' };
    expect(readConfig({ ...log, EVENT_RETENTION_DAYS: '90' }).log).toMatchObject({ retentionDays: 90 });
    expect(() => readConfig({ ...log, EVENT_RETENTION_DAYS: 'long' })).toThrow('EVENT_RETENTION_DAYS is');
  });

  it.each([{}, { SERVICES: 'sales' }, { SERVICES: 'sales=ftp://x' }, { ...services, PORT: 'x' }])(
    'stops at what it cannot read: %j',
    (environment) => {
      expect(() => readConfig(environment)).toThrow();
    },
  );
});
