import type { DemoCaller } from './demo-caller.js';

interface Created {
  readonly id: string;
}

interface Sold {
  readonly distributor: string;
  readonly reseller: string;
  readonly customer: string;
  /** Whether the reseller knows the customer's account. */
  readonly isRelated?: true;
  readonly sku: string;
  readonly serials: readonly string[];
  /** Days ago. */
  readonly shipped: number;
}

const sold: readonly Sold[] = [
  {
    ...{ distributor: 'nordlicht', reseller: 'alpenblick', customer: 'Isdom', isRelated: true, sku: 'GTX-PRO' },
    ...{ serials: ['GTX1-000481', 'GTX1-000482', 'GTX1-000483'], shipped: 609 },
  },
  {
    ...{ distributor: 'nordlicht', reseller: 'rheintal', customer: 'Cancity', isRelated: true, sku: 'GTK-500' },
    ...{ serials: ['GTK5-001200', 'GTK5-001201'], shipped: 120 },
  },
  {
    ...{ distributor: 'westbridge', reseller: 'prairiecloud', customer: 'Zoomit', sku: 'GTX-BASIC' },
    ...{ serials: ['GTXB-900010', 'GTXB-900011'], shipped: 45 },
  },
];

const service = { service: 'advance_exchange', exclusions: ['lightning', 'liquid'], transferable: true } as const;

const dayAgo = (now: Date, days: number): string =>
  new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);

/** Units at customers, one of them replaced, and requests of partners; from half a year ago until now. */
export async function serveCustomers(
  postSales: DemoCaller,
  presales: DemoCaller,
  partner: (key: string) => string,
  now: Date,
  travel: (daysAgo: number) => void,
): Promise<void> {
  travel(180);
  await offerWarranty(postSales);
  const units = new Map<string, readonly string[]>();
  for (const one of sold) {
    travel(Math.min(one.shipped, 120));
    units.set(one.reseller, await ship(postSales, presales, one, partner, dayAgo(now, one.shipped)));
  }
  const [first = '', second = ''] = units.get('alpenblick') ?? [];
  travel(40);
  const replacement = { serial: 'GTX1-000900', on: dayAgo(now, 40), reason: 'Power supply failed' };
  await postSales.as('support').post(`assets/${second}/replace`, replacement);
  await answered(postSales, partner('alpenblick'), first);
  travel(0);
  await asked(postSales, partner('alpenblick'), 'Rack kit for the GTX Pro', 'logistics');
  await asked(postSales, partner('prairiecloud'), 'Training for two technicians', 'training');
  await postSales.put('service-requests/agents/support-ada', {
    ...{ kinds: ['technical', 'tooling'], families: ['GTX', 'GTK'], capacity: 20, available: true },
  });
  await postSales.put('service-requests/agents/support-bo', { kinds: [], families: [], capacity: 20, available: true });
}

async function offerWarranty(postSales: DemoCaller): Promise<void> {
  await postSales.post('warranty-terms', {
    ...{ code: 'STD-24', name: '24 months parts, 12 months labor', startsAt: 'shipment', ...service },
    coverages: [
      { costClass: 'parts', months: 24, coveredPercent: 100 },
      { costClass: 'labor', months: 12, coveredPercent: 100 },
    ],
  });
}

async function ship(
  postSales: DemoCaller,
  presales: DemoCaller,
  { distributor, reseller, customer, isRelated, sku, serials, shipped }: Sold,
  partner: (key: string) => string,
  shippedOn: string,
): Promise<readonly string[]> {
  const path = `accounts/external/import/${encodeURIComponent(customer)}`;
  const accountId = isRelated === true ? (await presales.get<Created>(path)).id : null;
  const { assets } = await postSales.post<{ assets: readonly { assetId: string }[] }>('assets/fulfillments', {
    ...{ order: { system: 'erp', id: `45000${shipped}` }, shippedOn, accountId },
    chain: [
      { role: 'distributor', partnerId: partner(distributor), invoice: `V-${shipped}`, invoicedOn: shippedOn },
      { role: 'reseller', partnerId: partner(reseller), invoice: `D-${shipped}`, invoicedOn: shippedOn },
      { role: 'end_customer', name: customer, invoice: `R-${shipped}`, invoicedOn: shippedOn },
    ],
    lines: [{ line: '10', sku, serials, warrantyTerm: 'STD-24' }],
  });
  return assets.map(({ assetId }) => assetId);
}

/** A request that was answered, worked on and closed to the partner's satisfaction. */
async function answered(postSales: DemoCaller, partnerId: string, assetId: string): Promise<void> {
  const seller = postSales.as('reseller-sales', partnerId);
  const support = postSales.as('support');
  const { id } = await seller.post<Created>('service-requests', {
    ...{ kind: 'technical', title: 'Ports stay dark after an update', impact: 'medium', urgency: 'high', assetId },
    description: 'Since the update of last night eight of the ports do not come up.',
  });
  const verb = (who: DemoCaller, name: string, body: object = {}) => who.post(`service-requests/${id}/${name}`, body);
  await verb(support, 'assign', { to: 'support-ada', reason: 'Knows the model' });
  await verb(support, 'comments', { text: 'Which version does the console show?' });
  await verb(support, 'wait');
  await verb(seller, 'comments', { text: '4.2.0' });
  await verb(support, 'comments', { text: 'Known with 4.2.0, see the release notes.', internal: true });
  await verb(support, 'resolve', { answer: 'Version 4.2.1 repairs it; it is on the download page.' });
  await verb(seller, 'close', { satisfaction: 5, note: 'Quick and clear' });
}

/** A request that is still open. */
async function asked(postSales: DemoCaller, partnerId: string, title: string, kind: string): Promise<void> {
  await postSales.as('reseller-sales', partnerId).post('service-requests', {
    ...{ kind, title, description: `${title}. Please call us back.`, impact: 'medium', urgency: 'medium' },
  });
}
