import { testServer } from '@tributary/testing';
import pg from 'pg';
import { operatorsView } from './operators-view.js';

async function asAdmin(url: string, ...statements: string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    for (const statement of statements) await admin.query(statement);
  } finally {
    await admin.end();
  }
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

operatorsView('PostgreSQL', () => {
  const { adminUrl } = testServer();
  return Promise.resolve({
    away: (service) => {
      const name = nameOf(service.logUrl());
      const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`;
      return asAdmin(adminUrl, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`, end);
    },
    back: (service) => asAdmin(adminUrl, `ALTER DATABASE ${nameOf(service.logUrl())} ALLOW_CONNECTIONS true`),
    // As after a lease that ran out while its member slept: the positions were not stored, and what was theirs is another's.
    repeat: (service) =>
      asAdmin(service.logUrl(), 'UPDATE log_group SET next_position = 0, owner = NULL, epoch = epoch + 1'),
    stop: () => Promise.resolve(),
  });
});
