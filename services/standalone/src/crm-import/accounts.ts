import { crmLines, isBroken } from './crm-file.js';
import { Delivery, type Tools } from './delivery.js';
import type { Tally } from './tally.js';
import { KnownNames } from './mending.js';
import type { ImportOptions } from './options.js';

const file = 'accounts.csv';
const columns = [
  'account',
  'sector',
  'year_established',
  'revenue',
  'employees',
  'office_location',
  'subsidiary_of',
] as const;

/** Brings over the accounts; their names are their ids. Slips in sector and country are mended by the API, which knows the words. */
export async function bringAccounts(
  tools: Tools,
  { folder, system, currency }: ImportOptions,
): Promise<{ readonly tally: Tally; readonly names: KnownNames }> {
  const delivery = new Delivery(tools, file, 'accounts', 'accounts/import');
  const first = new Map<string, number>();
  const taken: string[] = [];
  for await (const read of crmLines(folder, file, columns)) {
    if (isBroken(read)) {
      delivery.refuse(read.line, 'UNREADABLE', read.why);
      continue;
    }
    const { line, cells } = read;
    const name = cells.account.replace(/\s+/g, ' ');
    const before = first.get(name);
    if (before !== undefined) {
      delivery.refuse(line, 'DUPLICATE', `"${name}" stands in line ${before} already.`);
      continue;
    }
    first.set(name, line);
    const row = {
      ...{ system, externalId: name, legalName: name, country: cells.office_location, revenueCurrency: currency },
      ...given('industry', cells.sector),
      ...given('parent', cells.subsidiary_of),
      ...given('revenueInMillions', cells.revenue),
      ...given('employees', wholeIn(cells.employees)),
      ...given('foundedYear', wholeIn(cells.year_established)),
    };
    await delivery.add(line, row, () => taken.push(name));
  }
  const tally = await delivery.end();
  return { tally, names: new KnownNames(taken) };
}

function given(field: string, value: string | number): object {
  return value === '' ? {} : { [field]: value };
}

// What is no whole number goes as it is: the API says what is wrong with it.
function wholeIn(text: string): string | number {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}
