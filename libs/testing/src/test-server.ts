/** Where the run's PostgreSQL is and which databases are the run's own. */
export interface TestServer {
  /** A superuser's address. */
  readonly adminUrl: string;
  /** Prefix of all databases of this run. */
  readonly prefix: string;
}

export function testServer(): TestServer {
  const adminUrl = process.env['TRIBUTARY_TEST_SERVER'];
  const prefix = process.env['TRIBUTARY_TEST_RUN'];
  if (adminUrl === undefined || prefix === undefined)
    throw new Error('There is no test server: the integration project of jest.config.mjs starts one.');
  return { adminUrl, prefix };
}
