import { serviceConfig } from './service-config.js';

const environment = {
  DATABASE_OWNER_URL: 'postgres://owner@db/sales',
  DATABASE_VENDOR_URL: 'postgres://vendor@db/sales',
  DATABASE_PARTNER_URL: 'postgres://partner@db/sales',
  EVENT_LOG_URL: 'postgres://log@db/log',
  OIDC_ISSUER: 'https://id.example',
  OIDC_AUDIENCE: 'tributary',
  OIDC_JWKS_URL: 'https://id.example/jwks',
};

describe("A service's environment", () => {
  it('is all that it needs; the ports have usual values', () => {
    expect(serviceConfig(environment)).toMatchObject({ port: 3000, metricsPort: 9464, host: '0.0.0.0' });
  });

  it.each(Object.keys(environment))('stops the start if it lacks %s: there is no default for it', (name) => {
    expect(() => serviceConfig({ ...environment, [name]: ' ' })).toThrow(`${name} is not set.`);
  });

  it.each(['x', '-1', '70000', '1.5'])('stops the start if a port is "%s"', (PORT) => {
    expect(() => serviceConfig({ ...environment, PORT })).toThrow('PORT is no port.');
  });

  it('names the event log: a PostgreSQL database, or Kafka, which needs none', () => {
    expect(serviceConfig({ ...environment, KAFKA_BROKERS: '' }).log).toEqual({ url: 'postgres://log@db/log' });
    const { EVENT_LOG_URL: _none, ...others } = environment;
    const log = { kafka: { brokers: ['kafka:9092'] } };
    expect(serviceConfig({ ...others, KAFKA_BROKERS: 'kafka:9092' }).log).toEqual(log);
    expect(serviceConfig({ ...environment, KAFKA_BROKERS: 'kafka:9092' }).log).toEqual(log);
  });

  it('says how long events are kept, on either log, or stops the start', () => {
    const days = { ...environment, EVENT_RETENTION_DAYS: '90' };
    expect(serviceConfig(days).log).toEqual({ url: 'postgres://log@db/log', retentionDays: 90 });
    expect(serviceConfig({ ...days, KAFKA_BROKERS: 'kafka:9092' }).log).toMatchObject({ kafka: { retentionDays: 90 } });
    expect(() => serviceConfig({ ...environment, EVENT_RETENTION_DAYS: '0' })).toThrow('EVENT_RETENTION_DAYS is');
  });

  it('stops the start if it says of Kafka what would have no effect', () => {
    expect(() => serviceConfig({ ...environment, KAFKA_TLS: 'true' })).toThrow('KAFKA_BROKERS is not');
  });
});
