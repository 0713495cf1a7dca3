import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { platformMigrations } from '@tributary/persistence';
import { definition } from '@tributary/presales';
import { Child } from './child.js';
import type { Cluster } from './cluster.js';
import { HttpConnection, type Ask } from './http-connection.js';
import type { Issuer } from './issuer.js';
import { mustBe } from './load.js';
import type { ServiceOrder, StartedService } from './service-process.js';
import { emptyDatabase, logDatabase } from './world.js';

export interface ImportSettings {
  readonly rows: number;
  /** How long other calls are measured on their own, in seconds. */
  readonly seconds: number;
}

export interface ImportFigures {
  readonly rows: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** MiB by which the service's memory grew at its highest, over what it had after a small import. */
  readonly growth: number;
  /** Milliseconds at the 99th percentile of other calls, alone and during the import. */
  readonly alone: number;
  readonly meanwhile: number;
}

const mebibyte = 1024 * 1024;
const rowsToWarmUp = 5_000;

/** Accounts brought in as NDJSON, streamed, while somebody else reads the list. */
export async function measureImport(
  cluster: Cluster,
  issuer: Issuer,
  settings: ImportSettings,
): Promise<ImportFigures> {
  const database = await emptyDatabase(cluster, 'presales', 'importing', [
    ...platformMigrations,
    ...definition.migrations,
  ]);
  const log = await logDatabase(cluster, 'log_of_import');
  const { child, started } = await Child.start<ServiceOrder, StartedService>('service-process', {
    do: 'start',
    service: 'presales',
    database,
    log,
    auth: issuer.auth,
    records: false,
  });
  const token = await issuer.vendor();
  const memory = (): Promise<number> => child.ask<ServiceOrder, number>({ do: 'memory' });
  try {
    await bringIn(started.url, token, 'warm', rowsToWarmUp);
    const alone = await othersCalls(started.url, token, sleep(settings.seconds * 1000));
    const before = await memory();
    let highest = before;
    const startedAt = performance.now();
    const importing = bringIn(started.url, token, 'file', settings.rows);
    const watching = (async () => {
      for (;;) {
        highest = Math.max(highest, await memory());
        if ((await Promise.race([importing.then(() => 'over'), sleep(200)])) === 'over') return;
      }
    })();
    const [meanwhile] = await Promise.all([othersCalls(started.url, token, importing), watching]);
    const seconds = (performance.now() - startedAt) / 1000;
    const growth = (highest - before) / mebibyte;
    return { rows: settings.rows, seconds, perSecond: settings.rows / seconds, growth, alone, meanwhile };
  } finally {
    await child.stop();
  }
}

async function bringIn(address: string, token: string, name: string, rows: number): Promise<void> {
  const lines = Readable.from(
    (function* () {
      for (let at = 0; at < rows; at += 500) yield Buffer.from(accounts(name, at, Math.min(rows, at + 500)));
    })(),
  );
  const answer = await fetch(`${address}/v1/accounts/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: Readable.toWeb(lines) as ReadableStream,
    duplex: 'half',
  });
  let last = '';
  for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) last = (last + text).slice(-2_000);
  if (answer.status !== 200 || !last.includes(`"created":${rows}`))
    throw new Error(`The import answered ${answer.status}: ${last.slice(-500)}`);
}

function accounts(name: string, from: number, to: number): string {
  let lines = '';
  for (let at = from; at < to; at += 1)
    lines += `{"system":"bench","externalId":"${name}-${at}","legalName":"Company ${name} ${at}","country":"US","industry":"technology","employees":${at % 5_000},"domains":["${name}-${at}.example.com"]}\n`;
  return lines;
}

/** The p99 of a reader who asks again 10 ms after each answer, until `end`. */
async function othersCalls(address: string, token: string, end: Promise<unknown>): Promise<number> {
  const connection = await HttpConnection.open(address);
  const ask: Ask = { method: 'GET', path: '/v1/accounts?limit=50', headers: { authorization: `Bearer ${token}` } };
  const times: number[] = [];
  let isOver = false;
  const over = end.finally(() => (isOver = true));
  while (!isOver) {
    const sentAt = performance.now();
    mustBe(200, await connection.send(ask));
    times.push(performance.now() - sentAt);
    await sleep(10);
  }
  await over;
  connection.close();
  times.sort((a, b) => a - b);
  return times[Math.max(0, Math.ceil(times.length * 0.99) - 1)] ?? Number.NaN;
}
