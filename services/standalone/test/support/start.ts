import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { testServer } from '@tributary/testing';
import { logUnderTest } from './log-under-test.js';
import { startTributary, type StartOptions, type Tributary } from '../../src/index.js';

const unlimited = { burst: 1_000_000, perSecond: 1_000_000 };

/** The whole system on the run's PostgreSQL, with databases and a data folder of its own that go when it is closed. */
export async function startForTest(options: Pick<StartOptions, 'seed'> & Partial<StartOptions>): Promise<Tributary> {
  Logger.overrideLogger(['error', 'fatal']);
  const { adminUrl, prefix } = testServer();
  const dataFolder = mkdtempSync(join(tmpdir(), 'tributary-'));
  // Not counted: a file of tests knows nothing of those that ran before it in the same process.
  const databasePrefix = `${prefix}_${randomBytes(4).toString('hex')}_`;
  const log = await logUnderTest();
  const tributary = await startTributary({
    dataFolder,
    port: 0,
    databaseUrl: adminUrl,
    databasePrefix,
    // The roles belong to the server, not to a database: every suite of a run gives them the same passwords.
    rolePasswords: { owner: 'tributary', vendor: 'tributary', partner: 'tributary' },
    gatewayRules: { rates: { perSubject: unlimited, perAddress: unlimited } },
    ...log.options,
    ...options,
  });
  return {
    ...tributary,
    async close() {
      await tributary.close();
      await tributary.destroy();
      await log.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
