/** What the tests are run with; the runner adds the address of the database server that all of them share. */
export const environment: Record<string, string | undefined> = { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0' };
