import type { AssetCorrection, OrderLine } from '../asset/asset-state.js';
import type { SaleLink, SaleRole } from '../asset/sale-chain.js';

export interface AssetRow {
  readonly sku: string;
  readonly serial: string;
  readonly system?: string;
  readonly order?: string;
  readonly orderLine?: string;
  readonly account?: string;
  readonly distributor?: string;
  readonly stockist?: string;
  readonly reseller?: string;
  readonly endCustomer?: string;
  readonly purchasedOn?: string;
  readonly shippedOn?: string;
  readonly installedOn?: string;
  readonly activatedOn?: string;
  readonly warrantyTerm?: string;
}

/** Who is meant by what a line says, by id, number or name; a name that nobody has is just a name. */
export interface KnownNames {
  partner(said: string): { readonly id: string; readonly name: string } | null;
  account(said: string): string | null;
}

/** What a line says of a unit; what it leaves out stays as it is. Null where it names an account that nobody knows. */
export function readAssetRow(row: AssetRow, known: KnownNames): (AssetCorrection & { orderRef?: OrderLine }) | null {
  const accountId = row.account === undefined ? undefined : known.account(row.account);
  if (accountId === null) return null;
  const chain = chainOf(row, known);
  const { shippedOn, installedOn, activatedOn } = row;
  const orderRef =
    row.order === undefined ? undefined : { system: row.system ?? 'import', id: row.order, line: row.orderLine ?? '1' };
  const said = {
    accountId,
    shippedOn,
    installedOn,
    activatedOn,
    orderRef,
    chain: chain.length > 1 ? chain : undefined,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function chainOf(row: AssetRow, known: KnownNames): SaleLink[] {
  const party = (role: SaleRole, said: string | undefined): SaleLink[] => {
    if (said === undefined) return [];
    const partner = role === 'end_customer' ? null : known.partner(said);
    const invoicedOn = role === 'end_customer' ? (row.purchasedOn ?? null) : null;
    return [{ role, partnerId: partner?.id ?? null, name: partner?.name ?? said, invoice: null, invoicedOn }];
  };
  return [
    { role: 'vendor', partnerId: null, name: null, invoice: null, invoicedOn: null },
    ...party('distributor', row.distributor),
    ...party('stockist', row.stockist),
    ...party('reseller', row.reseller),
    ...party('end_customer', row.endCustomer),
  ];
}
