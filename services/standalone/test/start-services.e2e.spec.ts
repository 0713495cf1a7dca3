import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Caller } from './support/caller.js';
import { eventually } from './support/eventually.js';
import { logUnderTest, type LogUnderTest } from './support/log-under-test.js';
import { deal, Market, type Page, type Partner } from './support/market.js';
import { freePort, serversOn, Started } from './support/process.js';

interface Scorecard {
  readonly partnerId: string;
  readonly deals: { readonly registered: { readonly count: number } };
}

const services = ['gateway', 'partner-lifecycle', 'presales', 'sales', 'post-sales', 'maturity-assessment'];
const patience = 180_000;

jest.setTimeout(400_000);

describe('npm run start:services', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-services-'));
  let log: LogUnderTest;
  let environment: Record<string, string>;
  let url: string;
  let started: Started;
  let market: Market;
  let partner: Partner;
  let deals = 0;

  beforeAll(async () => {
    chmodSync(folder, 0o755); // for the user that PostgreSQL runs as
    log = await logUnderTest();
    environment = { PORT: String(await freePort()), TRIBUTARY_DATA: folder, ...log.environment };
    url = `http://127.0.0.1:${environment['PORT']}`;
    started = await start();
  });

  afterAll(async () => {
    if (isAlive(started.child.pid ?? 0)) await started.stop('SIGKILL');
    await eventually(() => Promise.resolve(serversOn(folder).length === 0), 'PostgreSQL has ended', 60_000);
    await log.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<Started> {
    const process = Started.run(environment, {}, 'start-services.mjs');
    await process.until(`Tributary is ready on ${url}\n`, patience);
    return process;
  }

  /** The newest process of a name that it has told of. */
  const pidOf = (name: string): number => {
    const told = [...started.output.matchAll(new RegExp(`^ *${name} .*\\(process (\\d+)`, 'gm'))];
    return Number(told.at(-1)?.[1]);
  };

  /** Asked until it is answered, with the same key: whatever became of the calls before, it is one deal. */
  async function register(seller: Caller): Promise<void> {
    const headers = { 'idempotency-key': randomUUID() };
    const body = deal();
    const answered = await eventually<Answer>(
      async () => {
        const answer = await seller.call('POST', '/v1/deal-registrations', { body, headers }).catch(() => null);
        return answer !== null && answer.status < 500 && answer.status !== 409 && answer;
      },
      'the deal is registered',
      patience,
    );
    expect(answered.status).toBe(201);
    deals += 1;
  }

  const counted = async (): Promise<number[]> => {
    const { items } = await market.admin.must<Page<Scorecard>>('GET', `/v1/scorecards?partnerId=${partner.id}`);
    return items.map(({ deals: { registered } }) => registered.count);
  };

  it('runs the gateway and every service as a process of its own, and tells where', async () => {
    const pids = services.map(pidOf);
    expect(new Set([...pids, started.child.pid]).size).toBe(services.length + 1);
    expect(pids.every(isAlive)).toBe(true);
    market = await Market.open(url);
    partner = await market.recruit({ legalName: 'Northwind Networks Inc.', domain: 'northwind.example' });
  });

  it('shows an administrator which calls were denied', async () => {
    const path = `/v1/partners/${randomUUID()}`;
    expect((await partner.seller.call('GET', path)).status).toBe(404);
    const { items } = await market.admin.must<Page<{ status: number; path: string }>>('GET', '/dev/denied-calls');
    expect(items).toContainEqual(expect.objectContaining({ status: 404, path }));
  });

  it.each(['sales', 'partner-lifecycle', 'gateway'])(
    'brings %s back when it was killed, and no event is lost or counted twice',
    async (victim) => {
      for (let each = 0; each < 5; each += 1) await register(partner.seller);
      const killed = pidOf(victim);
      process.kill(killed, 'SIGKILL');
      for (let each = 0; each < 5; each += 1) await register(partner.seller);
      await started.until(`${victim.padEnd(20)}| ended by SIGKILL: starting it again`);
      await eventually(() => Promise.resolve(pidOf(victim) !== killed), `${victim} is back`, patience);
      expect(isAlive(pidOf(victim))).toBe(true);
      const all = await eventually(
        async () => {
          const figures = await counted().catch(() => []);
          return figures.length > 0 && figures.every((figure) => figure >= deals) && figures;
        },
        `${deals} deals are counted`,
        patience,
      );
      expect(new Set(all)).toEqual(new Set([deals]));
    },
  );

  it('ends all of them on Ctrl-C, and finds everything again', async () => {
    const pids = services.map(pidOf);
    expect((await started.stop('SIGINT')).code).toBe(0);
    expect([pids.filter(isAlive), serversOn(folder)]).toEqual([[], []]);
    started = await start();
    expect(new Set(await counted())).toEqual(new Set([deals]));
  });

  it('leaves no process behind when it is killed itself', async () => {
    const pids = services.map(pidOf);
    await started.stop('SIGKILL');
    await eventually(() => Promise.resolve(!pids.some(isAlive)), 'every process has ended', patience);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
