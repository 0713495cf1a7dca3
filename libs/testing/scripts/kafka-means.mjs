// Where a Kafka can come from on this machine. Plain Node: jest's configuration asks too, before anything is transformed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The Kafka that is started where none is given. */
export const kafkaVersion = '4.1.1';

/** Where its jars are kept once Maven has brought them. */
export const keptJars = join(tmpdir(), `tributary-kafka-${kafkaVersion}-jars`);

/** `given` by KAFKA_BROKERS, from `docker`, from `java` with Maven, or null. In the order in which they are tried. */
export function kafkaMeans() {
  if (process.env.KAFKA_BROKERS) return 'given';
  if (hasDocker()) return 'docker';
  return whyNoJava() === null ? 'java' : null;
}

/** What is missing to run Kafka from its jars; null if nothing is. */
export function whyNoJava() {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = status === 0 ? Number(/version "(\d+)/.exec(stderr)?.[1]) : null;
  if (version === null) return 'there is no java on the path';
  if (!(version >= 17)) return `Kafka ${kafkaVersion} needs Java 17 or later, and java on the path is ${version}`;
  if (existsSync(keptJars)) return null;
  return spawnSync('mvn', ['-version']).status === 0 ? null : 'there is no Maven (mvn) on the path to bring Kafka';
}

/** One line for people when there is no Kafka; null if there is one or one can be started. */
export function kafkaIsMissing() {
  if (kafkaMeans() !== null) return null;
  return `Without Kafka: KAFKA_BROKERS is not set, no Docker engine answers, and ${whyNoJava()}.`;
}

function hasDocker() {
  return spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 5_000 }).status === 0;
}
