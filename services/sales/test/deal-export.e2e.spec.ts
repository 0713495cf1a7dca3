import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Actor } from '@tributary/kernel';
import { Database } from '@tributary/persistence';
import type { TestService } from '@tributary/testing';
import { contoso, deal, dealsOf, desk, distributing, distributor, northwind, reseller, salesService } from './sales.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const mebibyte = 1024 * 1024;
const many = 100_000;

let service: TestService;

beforeAll(async () => {
  service = await salesService();
  const { body } = await dealsOf(service).register(reseller, deal({ distributorId: distributor }));
  await copied(body.id as string);
}, 120_000);
afterAll(() => service.close());

/** 100,000 of a reseller, 1,000 of which name a distributor and 100 are hidden from it, and 1,000 of a rival. */
async function copied(id: string): Promise<void> {
  const own: Record<string, string> = {
    id: 'gen_random_uuid()',
    number: `'DR-2025-' || lpad(n::text, 7, '0')`,
    partner_id: `CASE WHEN n > ${many} THEN '${contoso}'::uuid ELSE '${northwind}'::uuid END`,
    distributor_id: `CASE WHEN n <= ${many} AND n % 100 = 0 THEN d.distributor_id END`,
    hidden_from_distributor: 'n % 1000 = 0',
    status: `'lost'`,
    created_at: `now() - n * interval '1 second'`,
    opportunity_id: 'NULL',
  };
  const columns = await service.adminQuery<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'deal_registration' AND is_generated = 'NEVER'`,
  );
  const names = columns.map(({ name }) => name);
  await service.adminQuery(
    `INSERT INTO deal_registration(${names.join(', ')}) SELECT ${names.map((name) => own[name] ?? `d.${name}`).join(', ')}
       FROM generate_series(1, ${many + 1000}) n, deal_registration d WHERE d.id = '${id}'`,
  );
  await service.adminQuery(`DELETE FROM deal_registration WHERE id = '${id}'`);
  await service.adminQuery('ANALYZE deal_registration');
}

interface Seen {
  rows: number;
  foreign: number;
  /** Memory that stays in use during each 20,000 rows beyond that before the first, in MiB. */
  readonly held: number[];
}

/** Objects and buffers in use, in MiB. Buffers of rows on their way come and go: what stays is the least of many readings. */
function inUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / mebibyte;
}

async function readAll(as: Actor, format: string, isForeign: (line: string) => boolean): Promise<Seen> {
  const token = await service.issuer.token({
    sub: as.subject,
    roles: as.roles,
    ...(as.partnerId && { partner_id: as.partnerId }),
  });
  const before = inUse();
  const answer = await fetch(`${service.running.url}/v1/deal-registrations/export?format=${format}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  const seen: Seen = { rows: 0, foreign: 0, held: [] };
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body as never) })) {
    seen.rows += 1;
    if (isForeign(line)) seen.foreign += 1;
    if (seen.rows % 5_000 !== 0) continue;
    const part = Math.ceil(seen.rows / 20_000) - 1;
    seen.held[part] = Math.min(seen.held[part] ?? Infinity, inUse() - before);
  }
  return seen;
}

describe('100,000 deals', () => {
  it('are taken away by their partner in flat memory, and none of a rival with them', async () => {
    const { rows, foreign, held } = await readAll(
      reseller,
      'ndjson',
      (line) => !line.includes(northwind) || line.includes(contoso),
    );
    expect({ rows, foreign }).toEqual({ rows: many, foreign: 0 });
    expect(held).toHaveLength(5);
    expect(Math.max(...held)).toBeLessThan(24); // all of them are 100 MiB and more
    expect(Math.max(...held) - held[0]!).toBeLessThan(8);
  }, 120_000);

  it('are taken away by the distributor that they name, but for the hidden ones', async () => {
    const { rows, foreign } = await readAll(distributing, 'csv', (line) => line.includes(contoso));
    expect({ rows, foreign }).toEqual({ rows: 1 + 900, foreign: 0 });
  });

  it('are left alone when the reader goes away, and the cursor with them', async () => {
    const token = await service.issuer.token({ sub: desk.subject, roles: desk.roles });
    const gone = new AbortController();
    const answer = await fetch(`${service.running.url}/v1/deal-registrations/export`, {
      headers: { authorization: `Bearer ${token}` },
      signal: gone.signal,
    });
    await answer.body?.getReader().read();
    const pool = service.running.app.get(Database).pool('vendor');
    const isBusy = () => pool.totalCount > pool.idleCount;
    expect(isBusy()).toBe(true);
    gone.abort();
    const late = Date.now() + 5_000;
    while (isBusy() && Date.now() < late) await new Promise((wake) => setTimeout(wake, 20));
    expect(isBusy()).toBe(false);
  });
});
