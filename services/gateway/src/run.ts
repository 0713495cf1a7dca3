import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { LinesAuditLog, PinoLogger, reasonOf } from '@tributary/http';
import { eventLogFromConfig } from '@tributary/messaging';
import { pino } from 'pino';
import { DenialRecord } from './access/denial-record.js';
import { followPartners } from './access/follow-partners.js';
import { TerminatedPartners } from './access/terminated-partners.js';
import { readConfig } from './config.js';
import { DevelopmentIssuer } from './development-issuer/development-issuer.js';
import { createGateway } from './gateway.server.js';
import { discover } from './routing/upstream.js';

const patienceMilliseconds = 60_000;

/** The gateway as a process of its own. What keeps it from starting is said, and it ends with 1. */
export async function run(): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`gateway could not start: ${reasonOf(error)}\n`);
    process.exit(1);
  }
}

/** Learns its routes from the services, follows the partners, and ends on a signal. */
async function start(): Promise<void> {
  const config = readConfig();
  const log = pino({ name: 'gateway' });
  Logger.overrideLogger(new PinoLogger({ name: 'gateway' }));
  const { port, host, publicUrl, allowedOrigins, trustedProxies, production } = config;
  const issuer =
    config.auth === null
      ? await DevelopmentIssuer.open({ folder: config.dataFolder, issuer: `http://127.0.0.1:${port}`, production })
      : null;
  const upstreams = await Promise.all(
    config.services.map(({ name, url }) => discover(name, url, patienceMilliseconds)),
  );
  // Where personas are played, /dev/denied-calls shows what was denied; elsewhere the lines go where all logs go.
  const denials = issuer === null ? null : new DenialRecord(config.dataFolder);
  const terminated = new TerminatedPartners();
  const events = config.log === null ? null : await eventLogFromConfig(config.log);
  const following = events === null ? null : await followPartners(events, terminated, randomUUID());
  const gateway = await createGateway({
    port,
    host,
    publicUrl,
    upstreams,
    auth: config.auth ?? issuer!.auth,
    ...(issuer === null ? {} : { developmentIssuer: issuer }),
    audit: denials ?? new LinesAuditLog(),
    terminated,
    allowedOrigins,
    trustedProxies,
    rules: { rates: config.rates },
    log,
  });
  log.info({ url: gateway.url }, 'ready');
  const stop = async (): Promise<void> => {
    await gateway.close();
    await following?.close();
    await events?.close();
    await denials?.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}
