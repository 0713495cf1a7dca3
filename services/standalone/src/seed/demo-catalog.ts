import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoCaller } from './demo-caller.js';

interface Created {
  readonly id: string;
}

/** Products, prices and accounts come from the export of a CRM, as they would at a customer's. */
export async function fillCatalog(presales: DemoCaller, folder: string): Promise<void> {
  const file = (name: string): string => readFileSync(join(folder, name), 'utf8');
  await presales.importCsv('products/import', file('products.csv'));
  const book = await presales.post<Created>('price-books', {
    code: 'WORLD',
    name: 'World list prices',
    currency: 'USD',
  });
  await presales.importCsv(`price-books/${book.id}/prices/import`, file('products.csv'));
  await presales.post(`price-books/${book.id}/publish`);
  await presales.importCsv('accounts/import', file('accounts.csv'));
}

/** Makes a partner the one that sells to some of the accounts, so that it sees them. */
export async function relateAccounts(presales: DemoCaller, names: readonly string[], partnerId: string): Promise<void> {
  for (const name of names) {
    const account = await presales.get<Created>(`accounts/external/import/${encodeURIComponent(name)}`);
    await presales.post(`accounts/${account.id}/partner-relations`, { partnerId, kind: 'sold_by' });
  }
}
