/** Where the run's PostgreSQL is and which databases are the run's own; set by jest's global setup for all workers. */
export const serverVariable = 'TRIBUTARY_TEST_SERVER';
export const runVariable = 'TRIBUTARY_TEST_RUN';

export interface TestServer {
  /** A superuser's address. */
  readonly adminUrl: string;
  /** Prefix of all databases of this run. */
  readonly prefix: string;
}

export function testServer(): TestServer {
  const adminUrl = process.env[serverVariable];
  const prefix = process.env[runVariable];
  if (adminUrl === undefined || prefix === undefined) throw new Error('There is no test server: the integration project of jest.config.mjs starts one.');
  return { adminUrl, prefix };
}
