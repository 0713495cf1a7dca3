import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { kafkaIsMissing, kafkaMeans, kafkaVersion, whyNoJava } from '../../scripts/kafka-means.mjs';
import { kafkaJars, run } from './kafka-jars.js';

type Command = readonly [string, ...string[]];
const memory = [
  '-Xms128m',
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
];

/** Where Kafka runs: on this machine's Java, or in a container that shares this machine's network. */
export interface KafkaPlace {
  /** A Java program of Kafka's own; a `name` makes it one that can be signalled. */
  java(main: string, parameters: readonly string[], name?: string): Command;
  keytool(parameters: readonly string[]): Command;
  /** Sends a signal to a named program, whose process is `pid`. */
  signal(name: string, pid: number, signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  /** What takes a named program away if ending its process does not. */
  removal(name: string): Command | null;
}

/** Files of a `folder` are seen under their own path in every place. */
export async function kafkaPlace(folder: string): Promise<KafkaPlace> {
  const means = kafkaMeans();
  if (means === null) throw new Error(kafkaIsMissing()!);
  if (means !== 'docker') return onJava(await kafkaJars());
  const image = `apache/kafka:${kafkaVersion}`;
  try {
    await run(['docker', 'pull', '--quiet', image]);
  } catch (error) {
    if (whyNoJava() !== null) throw error;
    return onJava(await kafkaJars());
  }
  return inDocker(image, folder);
}

export const newName = (): string => `tributary-kafka-${randomUUID()}`;

function onJava(jars: string): KafkaPlace {
  return {
    java: (main, parameters) => ['java', ...memory, '-cp', join(jars, '*'), main, ...parameters],
    keytool: (parameters) => ['keytool', ...parameters],
    signal: async (_, pid, signal) => void process.kill(pid, signal),
    removal: () => null,
  };
}

function inDocker(image: string, folder: string): KafkaPlace {
  const user = process.getuid === undefined ? [] : ['--user', `${process.getuid()}:${process.getgid!()}`];
  const inside = (name: string, program: readonly string[]): Command => {
    const shared = ['--network', 'host', '--volume', `${folder}:${folder}`, ...user];
    return [
      'docker',
      'run',
      '--rm',
      '--name',
      name,
      ...shared,
      '--entrypoint',
      program[0]!,
      image,
      ...program.slice(1),
    ];
  };
  return {
    java: (main, parameters, name = newName()) =>
      inside(name, ['java', ...memory, '-cp', '/opt/kafka/libs/*', main, ...parameters]),
    keytool: (parameters) => inside(newName(), ['keytool', ...parameters]),
    signal: async (name, _, signal) => {
      const verbs = { SIGSTOP: ['pause'], SIGCONT: ['unpause'], SIGKILL: ['kill'], SIGTERM: ['kill', '--signal=TERM'] };
      await run(['docker', ...verbs[signal], name]);
    },
    removal: (name) => ['docker', 'rm', '--force', name],
  };
}
