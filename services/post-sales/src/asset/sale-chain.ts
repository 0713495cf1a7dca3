import { RuleViolation } from '@tributary/kernel';

export const saleRoles = ['vendor', 'distributor', 'stockist', 'reseller', 'end_customer'] as const;
export type SaleRole = (typeof saleRoles)[number];

/** One party of a chain of sale. `invoice` is the one by which it bought from the party before it. */
export interface SaleLink {
  readonly role: SaleRole;
  readonly partnerId: string | null;
  readonly name: string | null;
  readonly invoice: string | null;
  readonly invoicedOn: string | null;
}

const vendor: SaleLink = { role: 'vendor', partnerId: null, name: null, invoice: null, invoicedOn: null };

/** A chain of sale from the vendor down: vendor > distributor > stockist > reseller > end customer; roles may be left out, resellers may follow each other. */
export function saleChain(links: readonly SaleLink[]): readonly SaleLink[] {
  const chain = links[0]?.role === 'vendor' ? links : [vendor, ...links];
  chain.forEach(({ role, partnerId, name }, index) => {
    const above = chain[index - 1]?.role;
    if (above !== undefined && !mayBuyFrom(above, role))
      throw new RuleViolation('CHAIN_OUT_OF_ORDER', `In a chain of sale no ${role} buys from a ${above}.`);
    if (partnerId !== null && (role === 'vendor' || role === 'end_customer'))
      throw new RuleViolation('CHAIN_ROLE_NO_PARTNER', `The ${role} of a chain of sale is no partner.`);
    if (partnerId === null && name === null && role !== 'vendor')
      throw new RuleViolation('CHAIN_LINK_UNNAMED', `The ${role} of a chain of sale is named, or its partner is.`);
  });
  const partners = chain.flatMap(({ partnerId }) => partnerId ?? []);
  if (new Set(partners).size < partners.length)
    throw new RuleViolation('CHAIN_PARTNER_TWICE', 'A partner stands in a chain of sale once.');
  return chain;
}

function mayBuyFrom(above: SaleRole, role: SaleRole): boolean {
  const step = saleRoles.indexOf(role) - saleRoles.indexOf(above);
  return step > 0 || (role === 'reseller' && above === 'reseller');
}

/** The partner that sold to the end customer, or will. */
export function lastSeller(chain: readonly SaleLink[]): string | null {
  return chain.findLast(({ partnerId }) => partnerId !== null)?.partnerId ?? null;
}

/** The day on which the end customer bought. */
export function purchasedOn(chain: readonly SaleLink[]): string | null {
  return chain.find(({ role }) => role === 'end_customer')?.invoicedOn ?? null;
}

/** A partner's view: its own seller, itself, and everybody below; invoices only of its own purchase and its own sale. */
export function chainSeenBy(chain: readonly SaleLink[], partnerId: string): readonly SaleLink[] {
  const own = chain.findIndex((link) => link.partnerId === partnerId);
  if (own < 0) return [];
  return chain
    .slice(Math.max(0, own - 1))
    .map((link) =>
      link === chain[own] || link === chain[own + 1] ? link : { ...link, invoice: null, invoicedOn: null },
    );
}
