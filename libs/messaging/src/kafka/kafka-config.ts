import { readFileSync } from 'node:fs';
import { retentionFromEnvironment } from '../retention-setting.js';
import type { KafkaOptions } from './kafka-client.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Value = (name: string) => string | undefined;

/** A Kafka setting does not make sense; the message says what to change, and never a password. */
export class KafkaSettingFault extends Error {}

const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
const certificates = { ca: 'KAFKA_CA_FILE', cert: 'KAFKA_CERT_FILE', key: 'KAFKA_KEY_FILE' } as const;
const passwords = ['KAFKA_SASL_PASSWORD', 'KAFKA_SASL_PASSWORD_FILE'] as const;
const sasl = ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', ...passwords] as const;
const settings = ['KAFKA_TLS', ...Object.values(certificates), ...sasl, 'KAFKA_REPLICATION_FACTOR'];

/** The Kafka that an environment names by KAFKA_BROKERS; null without. What would be ignored or misunderstood is refused. */
export function kafkaFromEnvironment(environment: Environment): KafkaOptions | null {
  const value: Value = (name) => environment[name]?.trim() || undefined;
  const brokers = value('KAFKA_BROKERS');
  if (brokers === undefined) {
    const idle = settings.find((name) => value(name) !== undefined);
    if (idle === undefined) return null;
    throw new KafkaSettingFault(
      `${idle} is set and KAFKA_BROKERS is not: events would go to PostgreSQL. Set KAFKA_BROKERS, or unset ${idle}.`,
    );
  }
  return {
    brokers: brokers.split(',').map((entry, index) => brokerOf(entry.trim(), index)),
    ...tlsOf(value),
    ...saslOf(value),
    ...copiesOf(value('KAFKA_REPLICATION_FACTOR')),
    ...retentionFromEnvironment(environment),
  };
}

function brokerOf(entry: string, index: number): string {
  const [, port] = /^[A-Za-z0-9._-]+:(\d{1,5})$/.exec(entry) ?? [];
  if (port !== undefined && Number(port) > 0 && Number(port) <= 65_535) return entry;
  // Who puts a password into an address does not want to read it here.
  const shown = entry.includes('@') ? `entry ${index + 1}` : `"${entry}"`;
  throw new KafkaSettingFault(
    `KAFKA_BROKERS is a list such as kafka-1:9092,kafka-2:9092, host and port each; ${shown} is not.`,
  );
}

function tlsOf(value: Value): Pick<KafkaOptions, 'tls'> {
  const tls = value('KAFKA_TLS') ?? 'false';
  if (tls !== 'true' && tls !== 'false') throw new KafkaSettingFault(`KAFKA_TLS is "true" or "false", not "${tls}".`);
  const named = Object.entries(certificates).filter(([, name]) => value(name) !== undefined);
  if (tls === 'false' && named.length > 0)
    throw new KafkaSettingFault(`${named[0]![1]} is set and KAFKA_TLS is not "true": nothing would be encrypted.`);
  if ((value('KAFKA_CERT_FILE') === undefined) !== (value('KAFKA_KEY_FILE') === undefined))
    throw new KafkaSettingFault('KAFKA_CERT_FILE and KAFKA_KEY_FILE belong together: set both.');
  if (tls === 'false') return {};
  return named.length === 0
    ? { tls: true }
    : { tls: Object.fromEntries(named.map(([part, name]) => [part, contentOf(name, value(name)!)])) };
}

function saslOf(value: Value): Pick<KafkaOptions, 'sasl'> {
  if (sasl.every((name) => value(name) === undefined)) return {};
  const mechanism = mechanisms.find((one) => one === value('KAFKA_SASL_MECHANISM')?.toLowerCase());
  if (mechanism === undefined) throw new KafkaSettingFault(`KAFKA_SASL_MECHANISM is one of ${mechanisms.join(', ')}.`);
  const [stated, file] = passwords.map(value);
  if (stated !== undefined && file !== undefined)
    throw new KafkaSettingFault('KAFKA_SASL_PASSWORD and KAFKA_SASL_PASSWORD_FILE are both set: set one of them.');
  const username = value('KAFKA_SASL_USERNAME');
  const password = file === undefined ? stated : contentOf('KAFKA_SASL_PASSWORD_FILE', file).trim();
  if (username === undefined || password === undefined || password === '')
    throw new KafkaSettingFault(
      'KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD (or KAFKA_SASL_PASSWORD_FILE) belong together: set all three.',
    );
  return { sasl: { mechanism, username, password } };
}

function copiesOf(text: string | undefined): Pick<KafkaOptions, 'replicas'> {
  if (text === undefined) return {};
  const replicas = Number(text);
  if (!Number.isInteger(replicas) || replicas < 1)
    throw new KafkaSettingFault(`KAFKA_REPLICATION_FACTOR is a whole number above 0, not "${text}".`);
  return { replicas };
}

function contentOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new KafkaSettingFault(`${name} names a file that cannot be read: ${(error as Error).message}`);
  }
}
