import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaVersion, keptJars } from '../../scripts/kafka-means.mjs';

// Kafka's log goes through slf4j, which says nothing unless it is told where to.
const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>tributary</groupId><artifactId>kafka</artifactId><version>1</version><dependencies>
  <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version></dependency>
  <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
</dependencies></project>`;

/** The folder with Kafka and what it needs, by Maven, once per machine and version. */
export async function kafkaJars(): Promise<string> {
  if (existsSync(keptJars)) return keptJars;
  const fresh = await mkdtemp(join(tmpdir(), 'tributary-kafka-jars-'));
  await writeFile(join(fresh, 'pom.xml'), pom);
  const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies';
  await run(['mvn', '-q', '-B', '-f', fresh, copy, `-DoutputDirectory=${join(fresh, 'lib')}`]);
  try {
    await rename(join(fresh, 'lib'), keptJars);
  } catch (error) {
    if (!existsSync(keptJars)) throw error; // another process was quicker
  }
  await rm(fresh, { recursive: true, force: true });
  return keptJars;
}

/** Runs a command to its end; an error has the last of what it said. */
export function run([command, ...parameters]: readonly [string, ...string[]]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}: ${said}`)),
    );
  });
}
