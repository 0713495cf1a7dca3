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

  it('stops the start if it names a Kafka that nobody would use', () => {
    expect(() => serviceConfig({ ...environment, KAFKA_BROKERS: 'kafka:9092' })).toThrow('KAFKA_BROKERS is set');
    expect(() => serviceConfig({ ...environment, KAFKA_BROKERS: '' })).not.toThrow();
  });
});
