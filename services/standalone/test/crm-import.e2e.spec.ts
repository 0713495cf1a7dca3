import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCrm, type ImportResult } from '../src/crm-import/import-crm.js';
import { readOptions, UsageFault } from '../src/crm-import/options.js';
import type { Tributary } from '../src/index.js';
import { Caller } from './support/caller.js';
import { startForTest } from './support/start.js';

const folder = join(__dirname, 'data', 'crm');

interface Entry {
  readonly file?: string;
  readonly line?: number;
  readonly outcome: string;
  readonly code?: string;
  readonly field?: string;
  readonly from?: string;
  readonly to?: string;
}
interface Items<Item> {
  readonly items: readonly Item[];
}

describe('the export of a CRM', () => {
  let started: Tributary;
  let admin: Caller;
  let scratch: string;
  let first: ImportResult;
  let reported: Entry[];
  let screen: string;

  const run = async (more: readonly string[] = [], stopAt?: string): Promise<ImportResult> => {
    const report = join(scratch, 'report.ndjson');
    const options = readOptions([folder, '--url', started.url, '--report', report, ...more]);
    const stop = new AbortController();
    screen = '';
    const write = (text: string): void => {
      screen += text;
      if (stopAt !== undefined && text.includes(stopAt)) stop.abort(new Error('killed'));
    };
    const result = await importCrm(options, { write }, stop.signal);
    reported = readFileSync(report, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry);
    return result;
  };
  const refusals = (): Entry[] => reported.filter(({ outcome }) => outcome === 'refused');
  const everything = async () => {
    const [opportunities, partners, users, accounts] = await Promise.all(
      ['opportunities', 'partners', 'partner-users', 'accounts'].map((noun) =>
        admin.must<string>('GET', `/v1/${noun}/export?format=ndjson`),
      ),
    );
    return { opportunities, partners, users, accounts };
  };

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'tributary-crm-'));
    started = await startForTest({ seed: 'none' });
    admin = await Caller.as(started.url, 'vendor-admin');
    await expect(run([], 'partners')).rejects.toThrow('killed');
    first = await run();
  }, 120_000);
  afterAll(async () => {
    await started.close();
    rmSync(scratch, { recursive: true });
  });

  it('is brought over to the cent, also after a run that was killed in the middle', () => {
    expect(first).toMatchObject({ differing: 0, won: '8000.11' });
    expect(first.tallies.map(({ what, rows, refused }) => [what, rows, refused])).toEqual([
      ['accounts', 8, 3],
      ['families', 2, 0],
      ['products', 3, 0],
      ['prices', 2, 0],
      ['partners', 2, 0],
      ['people', 7, 2],
      ['opportunities', 24, 12],
    ]);
    expect(screen).toContain('8000.11');
    expect(screen).toContain('1960.49');
    expect(screen).toContain('none differs');
  });

  it('is reported line by line, what was mended and what was refused', () => {
    const refused = refusals();
    expect(refused.map(({ file, line, code }) => [file, line, code])).toEqual(
      expect.arrayContaining([
        ['accounts.csv', 6, 'NOT_COUNTRY'],
        ['accounts.csv', 7, 'DUPLICATE'],
        ['accounts.csv', 8, 'NOT_WHOLE'],
        ['products.csv', 4, 'PRICE_UNREADABLE'],
        ['sales_teams.csv', 5, 'DUPLICATE'],
        ['sales_teams.csv', 6, 'NAME_MISSING'],
        ['sales_pipeline.csv', 14, 'SALES_AGENT_UNKNOWN'],
        ['sales_pipeline.csv', 15, 'PRODUCT_UNKNOWN'],
        ['sales_pipeline.csv', 16, 'NOT_A_DATE'],
        ['sales_pipeline.csv', 17, 'CLOSE_DATE_MISSING'],
        ['sales_pipeline.csv', 18, 'CLOSED_BEFORE_ENGAGED'],
        ['sales_pipeline.csv', 19, 'NOT_AN_AMOUNT'],
        ['sales_pipeline.csv', 20, 'WON_VALUE_MISSING'],
        ['sales_pipeline.csv', 21, 'DUPLICATE'],
        ['sales_pipeline.csv', 22, 'ID_MISSING'],
        ['sales_pipeline.csv', 23, 'UNREADABLE'],
        ['sales_pipeline.csv', 24, 'DEAL_STAGE_UNKNOWN'],
        ['sales_pipeline.csv', 25, 'NOT_CLOSED'],
      ]),
    );
    expect(refused).toHaveLength(18);
    const mended = reported.filter(({ outcome }) => outcome === 'mended');
    const told = (file: string, line: number) =>
      mended.filter((one) => one.file === file && one.line === line).map(({ field, from, to }) => [field, from, to]);
    expect(told('accounts.csv', 2)).toEqual([['industry', 'medcial', 'medical']]);
    expect(told('accounts.csv', 3)).toContainEqual(['country', 'Philipines', 'Philippines']);
    expect(told('accounts.csv', 5)).toEqual([['parent', 'Nobody Known', '']]);
    expect(told('sales_pipeline.csv', 3)).toEqual([['product', 'Arc10', 'Arc 10']]);
    expect(told('sales_pipeline.csv', 6)).toEqual([
      ['close_date', '01/07/17', '2017-07-01'],
      ['close_quarter', 'Q2 2017', 'Q3 2017'],
    ]);
    expect(told('sales_pipeline.csv', 7)).toEqual([['account', 'Forgotten Ltd', 'Forgotten Ltd']]);
    expect(told('sales_pipeline.csv', 10)).toEqual([
      ['close_value', '', '0.00 USD'],
      ['account', '', 'Customer not named'],
    ]);
  });

  it('makes partners of teams, people of agents, and a hierarchy of accounts', async () => {
    const { items: partners } = await admin.must<Items<Record<string, unknown>>>('GET', '/v1/partners?sort=legalName');
    expect(partners).toMatchObject([
      { legalName: 'Team Ines Vogel', status: 'active', territories: ['SOUTH'] },
      { legalName: 'Team Noor Falk', status: 'active', territories: ['NORTH'] },
    ]);
    const { items: people } = await admin.must<Items<{ name: string }>>('GET', '/v1/partner-users');
    expect(people.map(({ name }) => name).sort()).toEqual([
      'Ada Quist',
      'Bo Sander',
      'Cy Tremaine',
      'Ines Vogel',
      'Noor Falk',
    ]);
    const account = (name: string) =>
      admin.must<Record<string, unknown>>('GET', `/v1/accounts/external/crm/${encodeURIComponent(name)}`);
    const group = await account('Harrow Group');
    expect(await account('Copperfield & Sons')).toMatchObject({ parentAccountId: group['id'], country: 'PH' });
    expect(await account('Pinewood Freight')).toMatchObject({ parentAccountId: group['id'] });
  });

  it('is history: nobody has earned by it, nothing is registered, and it is the partner’s alone', async () => {
    const { items: accounts } = await admin.must<Items<object>>('GET', '/v1/reward-accounts');
    expect(accounts).toHaveLength(2);
    for (const one of accounts) expect(one).toMatchObject({ available: 0, pending: 0 });
    expect((await admin.must<Items<object>>('GET', '/v1/deal-registrations')).items).toEqual([]);
    const { items: scorecards } = await admin.must<Items<object>>('GET', '/v1/scorecards');
    for (const one of scorecards) expect(one).toMatchObject({ pointsEarned: 0, deals: { won: { count: 0 } } });
    const { items: partners } = await admin.must<Items<{ id: string }>>('GET', '/v1/partners?q=Noor');
    const sales = await Caller.as(started.url, 'reseller-sales', partners[0]!.id);
    const { items: own } = await sales.must<Items<{ partnerId: string }>>('GET', '/v1/opportunities?limit=200');
    expect(own).toHaveLength(7);
    expect(new Set(own.map(({ partnerId }) => partnerId))).toEqual(new Set([partners[0]!.id]));
  });

  it('changes nothing when it comes again', async () => {
    const before = await everything();
    const refusedBefore = refusals();
    const again = await run();
    expect(refusals()).toEqual(refusedBefore);
    expect(again).toMatchObject({ changes: 0, refused: first.refused, differing: 0, won: '8000.11' });
    expect(await everything()).toEqual(before);
  });

  it('can be compared without being brought over, and a difference is told', async () => {
    expect(await run(['--verify'])).toMatchObject({ changes: 0, differing: 0 });
    expect((await run(['--verify', '--system', 'other'])).differing).toBeGreaterThan(0);
    expect(screen).toMatch(/differs: Noor Falk, Arc 10, Q1 2017: 2400.00 in the file, 0.00 here/);
  });

  it('is brought over by nobody who lacks the rights for it', async () => {
    await expect(run(['--token', 'nonsense'])).rejects.toThrow(/401/);
    await expect(run(['--persona', 'finance'])).rejects.toThrow(/403 ROLE_MISSING/);
  });
});

it.each([
  [[], /One folder/],
  [['nowhere'], /no folder/],
  [[folder, '--country', 'Norway'], /ISO 3166/],
  [[folder, '--url', 'here'], /address/],
  [[folder, '--faster'], /--faster/],
])('is not begun with %j', (parameters, why) => {
  expect(() => readOptions(parameters)).toThrow(UsageFault);
  expect(() => readOptions(parameters)).toThrow(why);
});
