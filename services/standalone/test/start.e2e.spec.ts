import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Caller } from './support/caller.js';
import { eventually } from './support/eventually.js';
import { freePort, serversOn, Started } from './support/process.js';

jest.setTimeout(180_000);

const folders: string[] = [];
const running: Started[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-start-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}
async function ready(environment: Record<string, string>, user?: { uid: number; gid: number }): Promise<Started> {
  const started = Started.run(environment, user);
  running.push(started);
  await started.until(`Tributary is ready on http://127.0.0.1:${environment['PORT']}\n`);
  return started;
}
async function until(condition: () => boolean, milliseconds = 20_000): Promise<void> {
  const late = Date.now() + milliseconds;
  while (!condition() && Date.now() < late) await new Promise((wake) => setTimeout(wake, 50));
  expect(condition()).toBe(true);
}
afterEach(async () => {
  for (const started of running.splice(0))
    if (started.child.exitCode === null && started.child.signalCode === null) await started.stop('SIGKILL');
  for (const folder of folders) await until(() => serversOn(folder).length === 0);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  it('says where it is, works, stops clean within seconds and finds its data again', async () => {
    const folder = newFolder();
    const environment = { PORT: String(await freePort()), TRIBUTARY_DATA: folder };
    const url = `http://127.0.0.1:${environment.PORT}`;
    const first = await ready(environment);
    expect(first.output).toContain(`${url}/docs`);
    expect(first.output).toMatch(/curl -s ".*\/v1\/.*dev\/token/s);
    expect(first.output).toContain('rival-sales');
    for (const path of [
      '/health',
      '/health/live',
      '/health/ready',
      '/docs',
      '/openapi.json',
      '/asyncapi.json',
      '/.well-known/openid-configuration',
    ]) {
      expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
    }
    const support = await Caller.as(url, 'support');
    const term = await support.must<{ id: string }>('POST', '/v1/warranty-terms', warrantyTerm('KEPT'));
    const firstStop = await first.stop('SIGINT');
    expect([firstStop.code, firstStop.milliseconds < 15_000, serversOn(folder)]).toEqual([0, true, []]);

    const second = await ready(environment);
    // What takes its time is done once: a second start takes seconds.
    expect(second.output).not.toMatch(/Installing|Building|Creating the database|Preparing the demo/);
    // The token of the first run is still good: the key is in the data folder.
    expect((await support.call('GET', `/v1/warranty-terms/${term.id}`)).body).toMatchObject({ code: 'KEPT' });
    expect(await second.stop('SIGTERM')).toMatchObject({ code: 0 });
    expect(serversOn(folder)).toEqual([]);
  });

  it('says so when the port is used, and leaves nothing behind', async () => {
    const folder = newFolder();
    const occupant: Server = createServer();
    const port = await new Promise<number>((resolve) =>
      occupant.listen(0, '127.0.0.1', () => resolve((occupant.address() as { port: number }).port)),
    );
    const started = Started.run({ PORT: String(port), TRIBUTARY_DATA: folder });
    const code = await started.ended;
    occupant.close();
    expect(code).toBe(1);
    expect(started.output).toContain(`Port ${port} is already in use.`);
    expect(started.output).not.toMatch(/^\s+at /m);
    expect(existsSync(join(folder, 'postgres'))).toBe(false);
  });

  it('refuses a second run on the same data folder, and the first goes on', async () => {
    const folder = newFolder();
    const environment = { PORT: String(await freePort()), TRIBUTARY_DATA: folder };
    await ready(environment);
    const second = Started.run({ ...environment, PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`Another Tributary is running on the data folder ${folder}`);
    expect((await fetch(`http://127.0.0.1:${environment.PORT}/health/ready`)).status).toBe(200);
  });

  it('refuses production without an OpenID Connect provider', async () => {
    const started = Started.run({ NODE_ENV: 'production', TRIBUTARY_DATA: newFolder() });
    expect(await started.ended).toBe(1);
    expect(started.output).toContain('OIDC_ISSUER');
  });

  it('recovers from a data folder that was only half made', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'postgres', 'base'), { recursive: true });
    writeFileSync(join(folder, 'postgres', 'postgresql.conf'), '');
    mkdirSync(join(folder, 'postgres.new-4711'));
    const environment = { PORT: String(await freePort()), TRIBUTARY_DATA: folder };
    const started = await ready(environment);
    expect(readdirSync(folder).filter((name) => name.startsWith('postgres.'))).toEqual([
      expect.stringMatching(/^postgres\.broken-/),
      'postgres.log',
    ]);
    await started.stop();
  });

  it('recovers from being killed while it makes its database', async () => {
    const folder = newFolder();
    const environment = { PORT: String(await freePort()), TRIBUTARY_DATA: folder };
    for (const moment of ['Creating the database', 'Starting ']) {
      const killed = Started.run(environment);
      await killed.until(moment);
      await killed.stop('SIGKILL');
    }
    await (await ready(environment)).stop();
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? it : it.skip)('works as an ordinary user', async () => {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'])));
    const folder = newFolder();
    chownSync(folder, uid!, gid!);
    const started = await ready(
      { PORT: String(await freePort()), TRIBUTARY_DATA: folder, HOME: folder },
      { uid: uid!, gid: gid! },
    );
    expect(await started.stop()).toMatchObject({ code: 0 });

    // What belongs to one user is not taken for broken by another.
    const [other] = ['daemon'].map((name) => Number(execFileSync('id', ['-u', name])));
    chmodSync(folder, 0o777);
    const stranger = Started.run({ PORT: String(await freePort()), TRIBUTARY_DATA: folder }, { uid: other! });
    expect(await stranger.ended).toBe(1);
    expect(stranger.output).toMatch(/cannot be used by this user|EACCES|permission denied/);
    expect(readdirSync(folder).filter((name) => name.startsWith('postgres.broken'))).toEqual([]);
  });

  (isRoot ? it : it.skip)(
    'keeps its database where its user gets to when root starts it in a closed folder, and says so',
    async () => {
      const closed = newFolder();
      chmodSync(closed, 0o700);
      const started = await ready({ PORT: String(await freePort()), TRIBUTARY_DATA: join(closed, 'data') });
      const elsewhere = /the database is kept in (\S+)/.exec(started.output)?.[1];
      expect(elsewhere).toBeDefined();
      folders.push(elsewhere!);
      await started.stop();
    },
  );
});

describe('kill -9', () => {
  it('under load loses nothing that was answered with success; a repeated call and every event take effect once', async () => {
    const folder = newFolder();
    const environment = { PORT: String(await freePort()), TRIBUTARY_DATA: folder };
    const url = `http://127.0.0.1:${environment.PORT}`;
    const load = new Load();
    for (let round = 0; round < 3; round += 1) {
      const started = await ready(environment);
      const admin = await Caller.as(url, 'vendor-admin');
      if (round === 0) await admin.must('POST', '/v1/product-families', { code: 'LOAD', name: 'Load' });
      const writers = Array.from({ length: 8 }, () => load.write(admin));
      const enough = load.acknowledged.size + 30;
      await eventually(() => Promise.resolve(load.acknowledged.size >= enough), 'thirty more were answered', 60_000);
      // Once its PostgreSQL is orphaned too: nobody is left to stop it.
      if (round === 1) orphan(started.child.pid!);
      await started.stop('SIGKILL');
      await Promise.all(writers);
    }
    expect(load.acknowledged.size).toBeGreaterThan(60);

    await ready(environment);
    const admin = await Caller.as(url, 'vendor-admin');
    const found = await everyProduct(admin);
    expect([...load.acknowledged].filter(([sku, id]) => found.get(sku) !== id)).toEqual([]);

    // What nobody answered may have taken effect or not; asked again with the same key it has, exactly once.
    for (const sku of load.sent.filter((one) => !load.acknowledged.has(one))) {
      const again = await load.call(admin, sku);
      expect([again.status, found.get(sku) ?? again.body.id]).toEqual([201, again.body.id]);
    }
    const products = (await everyProduct(admin)).size;
    expect(products).toBe(load.sent.length);

    // The log holds one event of each product, none is left behind, and sales has taken in each of them once.
    const database = embeddedDatabase(folder);
    const count = async (name: string, sql: string) => Number((await database(name, sql))[0]!['count']);
    await eventually(
      async () => (await count('sales', 'SELECT count(*) FROM product_replica')) === products,
      'sales knows',
    );
    const state = 'tributary.presales.product';
    const handled = `SELECT count(*) FROM inbox WHERE handler = 'sales.keep-product' AND source = '/tributary/presales'`;
    const facts = {
      waiting: await count('presales', 'SELECT count(*) FROM outbox'),
      published: await count('event_log', `SELECT count(*) FROM log_event WHERE topic = '${state}'`),
      keys: await count('event_log', `SELECT count(DISTINCT key) FROM log_event WHERE topic = '${state}'`),
      handled: await count('sales', handled),
    };
    expect(facts).toEqual({ waiting: 0, published: products, keys: products, handled: products });
  });
});

/** Writers that note what they sent and what was answered with success. */
class Load {
  readonly sent: string[] = [];
  readonly acknowledged = new Map<string, string>();

  call(caller: Caller, sku: string) {
    const body = { sku, name: sku, familyCode: 'LOAD', publish: true };
    return caller.call<{ id: string }>('POST', '/v1/products', { body, headers: { 'idempotency-key': sku } });
  }

  /** Until the connection breaks. */
  async write(caller: Caller): Promise<void> {
    for (;;) {
      const sku = `SKU-${randomUUID()}`;
      this.sent.push(sku);
      const answer = await this.call(caller, sku).catch(() => null);
      if (answer === null) return;
      if (answer.status === 201) this.acknowledged.set(sku, answer.body.id);
    }
  }
}

async function everyProduct(caller: Caller): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page: { items: { id: string; sku: string }[]; nextCursor: string | null } = await caller.must(
      'GET',
      `/v1/products?limit=200${next}`,
    );
    for (const { id, sku } of page.items) found.set(sku, id);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** Looks into the databases beside the running system, as their superuser. */
function embeddedDatabase(folder: string) {
  const port = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]!;
  const password = readFileSync(join(folder, 'postgres-password'), 'utf8').trim();
  return async (database: string, sql: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ host: '127.0.0.1', port: Number(port), user: 'postgres', password, database });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
}

/** Kills the shell that would stop PostgreSQL when its parent is gone. */
function orphan(pid: number): void {
  const children = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  for (const [child, parent, command] of children)
    if (Number(parent) === pid && command === '/bin/sh') process.kill(Number(child), 'SIGKILL');
}

function warrantyTerm(code: string): Record<string, unknown> {
  return {
    code,
    name: code,
    startsAt: 'purchase',
    service: 'depot',
    coverages: [{ costClass: 'parts', months: 12, coveredPercent: 100 }],
  };
}

it('the build that these tests start is of these sources', () => {
  const note = JSON.parse(readFileSync(join(__dirname, '../../../.nx/built.json'), 'utf8')) as { fingerprint: string };
  expect(note.fingerprint).toMatch(/^[0-9a-f]{64}$/);
});
