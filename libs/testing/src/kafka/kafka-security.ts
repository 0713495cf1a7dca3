import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './kafka-jars.js';
import type { KafkaPlace } from './kafka-place.js';

/** What a client needs at a broker that asks for TLS and SASL: whom to trust, and a login that PLAIN and both SCRAMs take. */
export interface KafkaAccess {
  readonly ca: string;
  readonly username: string;
  readonly password: string;
}

/** A certificate of the broker's own for 127.0.0.1, in `folder`, and a login. */
export async function newAccess(place: KafkaPlace, folder: string): Promise<KafkaAccess> {
  const password = randomUUID();
  const store = ['-alias', 'broker', '-keystore', storeIn(folder), '-storetype', 'PKCS12', '-storepass', password];
  const names = ['-dname', 'CN=localhost', '-ext', 'SAN=ip:127.0.0.1,dns:localhost'];
  await run(place.keytool(['-genkeypair', '-keyalg', 'RSA', '-keysize', '2048', '-validity', '2', ...names, ...store]));
  const certificate = join(folder, 'broker.pem');
  await run(place.keytool(['-exportcert', '-rfc', '-file', certificate, ...store]));
  return { ca: await readFile(certificate, 'utf8'), username: 'tributary', password };
}

/** The broker's settings for it. */
export function accessSettings(folder: string, { username, password }: KafkaAccess): Record<string, string> {
  const login = 'org.apache.kafka.common.security';
  const plain = `${login}.plain.PlainLoginModule required user_${username}="${password}";`;
  const scram = `${login}.scram.ScramLoginModule required;`;
  return {
    'ssl.keystore.location': storeIn(folder),
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.password': password,
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.client.plain.sasl.jaas.config': plain,
    'listener.name.client.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.client.scram-sha-512.sasl.jaas.config': scram,
  };
}

/** What formatting the broker's storage needs, so that it knows the login from the start. */
export function accessOnFormat({ username, password }: KafkaAccess): string[] {
  return ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${username},password=${password}]`,
  ]);
}

const storeIn = (folder: string): string => join(folder, 'broker.p12');
