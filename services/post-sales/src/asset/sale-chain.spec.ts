import { chainSeenBy, lastSeller, purchasedOn, saleChain, type SaleLink, type SaleRole } from './sale-chain.js';

const link = (role: SaleRole, partnerId: string | null = null, more: Partial<SaleLink> = {}): SaleLink => ({
  ...{ role, partnerId, name: partnerId ?? role, invoice: `to ${partnerId ?? role}`, invoicedOn: '2026-01-15' },
  ...more,
});
const full = [
  link('vendor'),
  link('distributor', 'D'),
  link('stockist', 'S'),
  link('reseller', 'R'),
  link('end_customer'),
];
const code = (links: SaleLink[]) => {
  try {
    saleChain(links);
    return 'fine';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('A chain of sale', () => {
  it('begins with the vendor, whether it is named or not', () => {
    expect(saleChain([link('reseller', 'R')]).map(({ role }) => role)).toEqual(['vendor', 'reseller']);
    expect(saleChain(full)).toEqual(full);
    expect(saleChain([])).toHaveLength(1);
  });

  it('may leave roles out, and resellers may follow each other', () => {
    expect(code([link('distributor', 'D'), link('end_customer')])).toBe('fine');
    expect(code([link('reseller', 'R'), link('reseller', 'Q'), link('end_customer')])).toBe('fine');
  });

  it.each([
    ['CHAIN_OUT_OF_ORDER', [link('reseller', 'R'), link('distributor', 'D')]],
    ['CHAIN_OUT_OF_ORDER', [link('end_customer'), link('reseller', 'R')]],
    ['CHAIN_OUT_OF_ORDER', [link('vendor'), link('vendor')]],
    ['CHAIN_OUT_OF_ORDER', [link('distributor', 'D'), link('distributor', 'E')]],
    ['CHAIN_PARTNER_TWICE', [link('distributor', 'D'), link('reseller', 'D')]],
    ['CHAIN_ROLE_NO_PARTNER', [link('reseller', 'R'), link('end_customer', 'R')]],
    ['CHAIN_LINK_UNNAMED', [link('reseller', null, { name: null })]],
  ] as const)('is refused with %s', (expected, links) => expect(code([...links])).toBe(expected));

  it('shows a partner its own seller, itself and everybody below, and invoices only where it is a party', () => {
    const seen = (partnerId: string) => chainSeenBy(full, partnerId).map(({ role, invoice }) => `${role}: ${invoice}`);
    expect(seen('R')).toEqual(['stockist: null', 'reseller: to R', 'end_customer: to end_customer']);
    expect(seen('D')).toEqual([
      'vendor: null',
      'distributor: to D',
      'stockist: to S',
      'reseller: null',
      'end_customer: null',
    ]);
    expect(seen('X')).toEqual([]);
  });

  it('tells who sold to the end customer, and when', () => {
    expect([lastSeller(full), lastSeller(full.slice(0, 2)), lastSeller([])]).toEqual(['R', 'D', null]);
    expect([purchasedOn(full), purchasedOn(full.slice(0, 4))]).toEqual(['2026-01-15', null]);
  });
});
