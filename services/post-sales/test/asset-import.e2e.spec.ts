import type { TestService } from '@tributary/testing';
import { acme, fulfilled, nordlicht, northwind, offerTerm, postSales, reseller, support } from './post-sales.js';

let service: TestService;
const csv = { 'content-type': 'text/csv' };
const header =
  'sku,serial,system,order,orderLine,account,distributor,reseller,endCustomer,purchasedOn,shippedOn,installedOn';
const line = (serial: string, rest = 'erp,777,10,A-1,P-1,P-2,Acme,2026-01-20,2026-01-15,') =>
  `GTX-PRO,${serial},${rest}`;

interface Result {
  readonly line?: number;
  readonly status?: string;
  readonly errors?: readonly { readonly code: string }[];
  readonly summary?: Record<string, unknown>;
}
async function bring(lines: readonly string[], query = '', as = support): Promise<Result[]> {
  const body = [header, ...lines].join('\n');
  const answer = await service.call(`POST /v1/assets/import${query}`, { as, headers: csv, body });
  return answer.text
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each) as Result);
}
const outcomes = (results: readonly Result[]) =>
  results.flatMap(({ status, errors }) => (status === undefined ? [] : [errors?.[0]?.code ?? status]));
const units = async (serial: string, as = support) =>
  (await service.call(`GET /v1/assets?serial=${serial}`, { as })).body.items as Record<string, unknown>[];

beforeAll(async () => {
  service = await postSales();
  await offerTerm(service);
});
afterAll(() => service.close());

describe('A file of units', () => {
  it('is tried first, and leaves nothing then', async () => {
    expect(outcomes(await bring([line('F-1'), line('F-2')], '?dryRun=true'))).toEqual(['created', 'created']);
    expect(await units('F-1')).toEqual([]);
  });

  it('brings units with partners and accounts by their numbers, twice to the same end', async () => {
    const lines = [line('F-1'), line('F-2'), line('F-1')];
    expect(outcomes(await bring(lines))).toEqual(['created', 'created', 'unchanged']);
    expect(outcomes(await bring(lines))).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await units('F-1', reseller)).toMatchObject([
      {
        status: 'shipped',
        warrantyTerm: { code: 'STD-24' },
        chain: [
          { role: 'distributor' },
          { role: 'reseller', partnerId: northwind },
          { name: 'Acme', invoicedOn: '2026-01-20' },
        ],
      },
    ]);
  });

  it('knows partners and accounts by their ids, in capitals too', async () => {
    const [account, seller, buyer] = [acme, nordlicht, northwind].map((id) => id.toUpperCase());
    expect(outcomes(await bring([line('F-10', `erp,10,1,${account},${seller},${buyer},,,,`)]))).toEqual(['created']);
    const chain = [{ role: 'distributor' }, { partnerId: northwind, name: 'Northwind Networks' }];
    expect(await units('F-10', reseller)).toMatchObject([{ chain }]);
    expect(await units('F-10')).toMatchObject([{ accountId: acme }]);
  });

  it('completes what is known, and takes nothing away', async () => {
    expect(outcomes(await bring(['GTX-PRO,F-2,,,,,,,,,,2026-02-01']))).toEqual(['updated']);
    expect(await units('F-2')).toMatchObject([
      { status: 'installed', shippedOn: '2026-01-15', installedOn: '2026-02-01' },
    ]);
  });

  it('counts a unit once that came with an order before, and refuses it under another one', async () => {
    await fulfilled(service, ['F-3']);
    const results = await bring([line('F-3', 'erp,4500-F-3,10,,,,,,,'), line('F-3', 'erp,OTHER,10,,,,,,,')]);
    expect(outcomes(results)).toEqual(['unchanged', 'SERIAL_TAKEN']);
    expect(await units('F-3')).toHaveLength(1);
  });

  it('says of each line what is wrong with it, and keeps the others', async () => {
    const results = await bring([
      'NOPE,F-4,,,,,,,,,,',
      line('F-5', 'erp,1,1,A-99,,,,,,'),
      line('F-6', 'erp,1,1,A-1,,,,,2026-01-15,2026-01-01'),
      line('F-7', 'erp,1,1,A-1,P-1,P-1,,,2026-01-15,'),
      line('F-8', 'erp,1,1,A-1,,Somebody Else Ltd,,,2026-01-15,'),
      ',F-9,,,,,,,,,,',
    ]);
    const codes = ['NOT_YET_KNOWN', 'NOT_YET_KNOWN', 'DAY_TOO_EARLY', 'CHAIN_PARTNER_TWICE', 'created', 'REQUIRED'];
    expect(outcomes(results)).toEqual(codes);
    expect(results.at(-1)?.summary).toMatchObject({ created: 1, refused: 5, complete: true });
    expect((await units('F-8'))[0]?.['chain']).toMatchObject([{}, { partnerId: null, name: 'Somebody Else Ltd' }]);
  });

  it('is not a partner’s to bring, and is one to take away', async () => {
    const body = header;
    expect((await service.call('POST /v1/assets/import', { as: reseller, headers: csv, body })).status).toBe(403);
    const taken = await service.call('GET /v1/assets/export?format=csv&serial=F-1', { as: reseller });
    expect(taken.text.split('\r\n')[1]).toContain('F-1');
  });
});
