import type { DemoCaller } from './demo-caller.js';

interface Deal {
  readonly id: string;
  readonly status: string;
}
type Verb = readonly [persona: string, verb: string, body?: object];

/** One deal of the demo: who registered what, how many days ago, and what happened to it since. */
export interface DemoDeal {
  readonly partner: string;
  readonly daysAgo: number;
  readonly customer: string;
  readonly domain?: string;
  readonly country?: string;
  readonly sku: string;
  readonly quantity: number;
  readonly value: number;
  readonly draft?: true;
  readonly then?: readonly Verb[];
  /** Why its partner objects to the rejection, and why it stands nevertheless. */
  readonly appeal?: { readonly ground: string; readonly upheld: string };
}

const manager = 'vendor-admin';
const desk = 'deal-desk';
const approve: Verb = [manager, 'approve'];
const claim: Verb = ['reseller-sales', 'claim-win'];

/** A deal in every state that a registration can be in. */
export const demoDeals: readonly DemoDeal[] = [
  {
    partner: 'alpenblick',
    daysAgo: 150,
    customer: 'Isdom',
    sku: 'GTX-PRO',
    quantity: 4,
    value: 19284,
    then: [claim, [manager, 'confirm-win']],
  },
  {
    partner: 'rheintal',
    daysAgo: 140,
    customer: 'Cancity',
    sku: 'GTK-500',
    quantity: 2,
    value: 53536,
    then: [approve, claim, [desk, 'confirm-win']],
  },
  {
    partner: 'harborpoint',
    daysAgo: 130,
    customer: 'Codehow',
    sku: 'MG-ADVANCED',
    quantity: 6,
    value: 20358,
  },
  {
    partner: 'prairiecloud',
    daysAgo: 60,
    customer: 'Hatfan',
    sku: 'GTX-PLUS-PRO',
    quantity: 5,
    value: 27410,
    then: [['reseller-sales', 'lose', { reason: 'The customer chose to wait a year' }]],
  },
  {
    partner: 'prairiecloud',
    daysAgo: 50,
    customer: 'Zoomit',
    sku: 'GTX-BASIC',
    quantity: 40,
    value: 22000,
    then: [claim],
  },
  {
    partner: 'hafenwerk',
    daysAgo: 45,
    customer: 'Bioholding',
    sku: 'MG-SPECIAL',
    quantity: 100,
    value: 5500,
    then: [[manager, 'reject', { reason: 'The customer is served under a framework contract' }]],
    appeal: {
      ground: 'The framework contract does not cover this site',
      upheld: 'It covers all sites in the country',
    },
  },
  {
    partner: 'rheintal',
    daysAgo: 40,
    customer: 'Donquadtech',
    sku: 'GTX-PRO',
    quantity: 3,
    value: 14463,
    then: [
      [manager, 'revoke', { reason: 'The customer asked in writing for another partner' }],
      [desk, 'confirm-revocation'],
    ],
  },
  {
    partner: 'harborpoint',
    daysAgo: 30,
    customer: 'Konex',
    sku: 'GTX-PLUS-BASIC',
    quantity: 20,
    value: 21920,
    then: [['reseller-sales', 'withdraw', { reason: 'Project cancelled by the customer' }]],
  },
  {
    partner: 'alpenblick',
    daysAgo: 30,
    customer: 'Acme Corporation',
    domain: 'acme.com',
    country: 'US',
    sku: 'GTK-500',
    quantity: 1,
    value: 26768,
  },
  {
    partner: 'rheintal',
    daysAgo: 12,
    customer: 'Fasehatice',
    sku: 'GTK-500',
    quantity: 3,
    value: 80304,
    then: [
      [manager, 'approve', { reason: 'Reference project for the region' }],
      [
        'reseller-sales',
        'extend',
        {
          progress: 'Proof of concept accepted',
          evidence: [{ name: 'Acceptance', url: 'https://files.example.com/poc-acceptance.pdf' }],
        },
      ],
    ],
  },
  {
    partner: 'alpenblick',
    daysAgo: 6,
    customer: 'Xx-holding',
    sku: 'GTK-500',
    quantity: 3,
    value: 80304,
    then: [[manager, 'return', { reason: 'Please name the project and the decision maker' }]],
  },
  {
    partner: 'prairiecloud',
    daysAgo: 2,
    customer: 'ACME Corp',
    domain: 'acme.com',
    country: 'US',
    sku: 'GTK-500',
    quantity: 2,
    value: 53536,
  },
  {
    partner: 'hafenwerk',
    daysAgo: 1,
    customer: 'Plusstrip',
    sku: 'MG-ADVANCED',
    quantity: 2,
    value: 6786,
  },
  {
    partner: 'alpenblick',
    daysAgo: 0,
    customer: 'Rangreen',
    sku: 'GTX-PRO',
    quantity: 2,
    value: 9642,
    draft: true,
  },
];

/** Registers the deal and lets happen what happened. */
export async function register(sales: DemoCaller, partnerId: string, deal: DemoDeal, now: Date): Promise<Deal> {
  const money = { amount: `${deal.value}.00`, currency: 'USD' };
  const closeOn = new Date(now.getTime() + 60 * 86_400_000).toISOString().slice(0, 10);
  const seller = sales.as('reseller-sales', partnerId);
  let registered = await seller.post<Deal>('deal-registrations', {
    customer: {
      name: deal.customer,
      country: deal.country ?? 'US',
      ...(deal.domain === undefined ? {} : { domain: deal.domain }),
    },
    lines: [{ sku: deal.sku, quantity: String(deal.quantity), value: money }],
    expectedCloseOn: closeOn,
    ...(deal.draft === undefined ? {} : { draft: true }),
  });
  for (const [persona, verb, body] of deal.then ?? []) {
    const who = persona === 'reseller-sales' ? seller : sales.as(persona);
    registered = await who.post<Deal>(`deal-registrations/${registered.id}/${verb}`, body);
  }
  if (deal.appeal !== undefined) {
    const { ground, upheld } = deal.appeal;
    const { id } = await seller.post<Deal>('deal-appeals', { dealId: registered.id, ground });
    await sales.as(desk).post(`deal-appeals/${id}/uphold`, { reason: upheld });
  }
  return registered;
}
