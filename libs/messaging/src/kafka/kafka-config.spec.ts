import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaFromEnvironment, KafkaSettingFault } from './kafka-config.js';

const KAFKA_BROKERS = 'kafka-1:9092';
const person = { KAFKA_SASL_USERNAME: 'tributary', KAFKA_SASL_PASSWORD: 'hush-hush' };

describe('Kafka in an environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-kafka-config-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  const faultOf = (environment: Record<string, string>): string => {
    try {
      kafkaFromEnvironment(environment);
    } catch (error) {
      if (error instanceof KafkaSettingFault) return error.message;
      throw error;
    }
    return 'nothing was refused';
  };

  it('is asked for by KAFKA_BROKERS alone', () => {
    expect(kafkaFromEnvironment({})).toBeNull();
    expect(kafkaFromEnvironment({ KAFKA_BROKERS: ' ', KAFKA_TLS: '' })).toBeNull();
    expect(kafkaFromEnvironment({ KAFKA_BROKERS: 'kafka-1:9092, 10.0.0.7:9093' })).toEqual({
      brokers: ['kafka-1:9092', '10.0.0.7:9093'],
    });
  });

  it('keeps events on topics that it creates for as long as the installation says', () => {
    expect(kafkaFromEnvironment({ KAFKA_BROKERS, EVENT_RETENTION_DAYS: '90' })).toMatchObject({ retentionDays: 90 });
  });

  it.each(['kafka', 'kafka:', 'kafka:0', 'kafka:70000', 'kafka://kafka:9092', 'a:9092,,b:9092', '[::1]:9092'])(
    'refuses brokers that are no host:port: %s',
    (brokers) => {
      expect(faultOf({ KAFKA_BROKERS: brokers })).toMatch(/^KAFKA_BROKERS is a list such as/);
    },
  );

  it('never repeats what may be a password', () => {
    expect(faultOf({ KAFKA_BROKERS: 'me:hush-hush@kafka:9092' })).toMatch(/entry 1 is not/);
    const faults = [
      { ...person, KAFKA_BROKERS },
      { ...person, KAFKA_BROKERS, KAFKA_SASL_MECHANISM: 'gssapi' },
      { ...person, KAFKA_BROKERS, KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: '' },
      { ...person, KAFKA_BROKERS, KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_PASSWORD_FILE: 'elsewhere' },
      { ...person },
    ].map(faultOf);
    for (const fault of faults) expect(fault).toMatch(/^KAFKA_(?!.*hush)/);
  });

  it.each(['KAFKA_TLS', 'KAFKA_CA_FILE', 'KAFKA_SASL_MECHANISM', 'KAFKA_SASL_PASSWORD', 'KAFKA_REPLICATION_FACTOR'])(
    'refuses %s without brokers, as it would have no effect',
    (name) => {
      expect(faultOf({ [name]: 'true' })).toMatch(`${name} is set and KAFKA_BROKERS is not`);
    },
  );

  it('encrypts, with the authorities of Node or with a file of its own', () => {
    expect(kafkaFromEnvironment({ KAFKA_BROKERS, KAFKA_TLS: 'true' })).toMatchObject({ tls: true });
    const paths = {
      KAFKA_CA_FILE: file('ca.pem', 'CA'),
      KAFKA_CERT_FILE: file('cert.pem', 'CERT'),
      KAFKA_KEY_FILE: file('key.pem', 'KEY'),
    };
    expect(kafkaFromEnvironment({ KAFKA_BROKERS, KAFKA_TLS: 'true', ...paths })).toMatchObject({
      tls: { ca: 'CA', cert: 'CERT', key: 'KEY' },
    });
  });

  it('refuses half of a certificate, a file that is not there, and files that would encrypt nothing', () => {
    const KAFKA_CERT_FILE = file('cert.pem', 'CERT');
    expect(faultOf({ KAFKA_BROKERS, KAFKA_TLS: 'yes' })).toMatch('KAFKA_TLS is "true" or "false"');
    expect(faultOf({ KAFKA_BROKERS, KAFKA_TLS: 'true', KAFKA_CERT_FILE })).toMatch('KAFKA_KEY_FILE belong together');
    expect(faultOf({ KAFKA_BROKERS, KAFKA_CA_FILE: KAFKA_CERT_FILE })).toMatch('nothing would be encrypted');
    expect(faultOf({ KAFKA_BROKERS, KAFKA_TLS: 'true', KAFKA_CA_FILE: '/nowhere/ca.pem' })).toMatch('/nowhere/ca.pem');
  });

  it('signs in with a password that is stated or stands in a file', () => {
    const { KAFKA_SASL_PASSWORD, ...rest } = { ...person, KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512' };
    const sasl = { mechanism: 'scram-sha-512', username: 'tributary', password: 'hush-hush' };
    expect(kafkaFromEnvironment({ KAFKA_BROKERS, KAFKA_SASL_PASSWORD, ...rest })).toMatchObject({ sasl });
    const KAFKA_SASL_PASSWORD_FILE = file('password', 'hush-hush\n');
    expect(kafkaFromEnvironment({ KAFKA_BROKERS, KAFKA_SASL_PASSWORD_FILE, ...rest })).toMatchObject({ sasl });
  });

  it('keeps as many copies as it is told to', () => {
    expect(kafkaFromEnvironment({ KAFKA_BROKERS, KAFKA_REPLICATION_FACTOR: '3' })).toMatchObject({ replicas: 3 });
    expect(faultOf({ KAFKA_BROKERS, KAFKA_REPLICATION_FACTOR: 'many' })).toMatch('a whole number above 0');
  });
});
