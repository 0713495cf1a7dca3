import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { personas } from '@tributary/gateway';
import { PinoLogger } from '@tributary/http';
import { pino } from 'pino';
import type { LogConfig } from '@tributary/messaging';

const logBytes = 20 * 1024 * 1024;

/** Sends the log to a file of the data folder, and only errors to the terminal: it belongs to the person who looks at it. */
export function logToFolder(folder: string): void {
  const file = join(folder, 'tributary.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > logBytes) renameSync(file, `${file}.1`);
  closeSync(openSync(file, 'a', 0o600));
  const destination = pino.multistream([
    { level: 'info', stream: pino.destination({ dest: file, sync: true }) },
    { level: 'error', stream: process.stderr },
  ]);
  Logger.overrideLogger(new PinoLogger({ name: 'tributary', destination }));
}

/** A line with the seconds since the start. */
export function progress(): (line: string) => void {
  const began = performance.now();
  return (line) => {
    process.stdout.write(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}\n`);
  };
}

export interface Welcomed {
  readonly url: string;
  readonly log: LogConfig;
  readonly folder: string;
  /** Whether anybody may play any of them, as there is no provider. */
  readonly hasPersonas: boolean;
}

/** The first screen: where it is, what to paste, whom to play. */
export function welcome({ url, log, folder, hasPersonas }: Welcomed, places: readonly [string, string][]): string {
  const eventLog = 'kafka' in log ? `Kafka on ${log.kafka.brokers.join(', ')}` : 'PostgreSQL';
  const table = [
    ['Documentation', `${url}/docs`],
    ['Getting started', `${url}/docs/getting-started`],
    ...places,
    ['Event log', eventLog],
    ['Data and logs', folder],
  ] satisfies [string, string][];
  const width = Math.max(...table.map(([name]) => name.length));
  const rows = table.map(([name, place]) => `  ${name.padEnd(width)}  ${place}`);
  const lines = ['', `Tributary is ready on ${url}`, '', ...rows];
  if (hasPersonas) {
    lines.push(
      '',
      'A first call, ready to paste:',
      '',
      `  curl -s "${url}/v1/deal-registrations?limit=5" -H "Authorization: Bearer $(curl -s -X POST ${url}/dev/token \\`,
      `    -H 'Content-Type: application/json' -d '{"persona":"channel-manager"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')"`,
      '',
      'Personas for POST /dev/token:',
      '',
      ...personas.map(({ persona, description }) => `  ${persona.padEnd(18)}${description}`),
    );
  }
  return [...lines, '', 'Ctrl-C stops it. The data stays.', ''].join('\n');
}
