import type { DemoCaller } from './demo-caller.js';

/** What a reseller sold before Tributary came, as the vendor's CRM tells it; days ago, null while it is open. */
const history = [
  { stage: 'closed_won', opened: 640, closed: 592, amount: '28926.00', sku: 'GTX-PRO', customer: 'Bernstein Optik AG' },
  {
    stage: 'closed_won',
    opened: 611,
    closed: 533,
    amount: '6786.00',
    sku: 'MG-ADVANCED',
    customer: 'Waldkirch Kliniken',
  },
  { stage: 'closed_lost', opened: 420, closed: 350, amount: '0.00', sku: 'GTK-500', customer: 'Donaumetall GmbH' },
  {
    stage: 'proposal',
    opened: 230,
    closed: null,
    amount: '10964.00',
    sku: 'GTX-PLUS-PRO',
    customer: 'Lechtal Energie eG',
  },
] as const;
/** Not the name under which `npm run import:crm` keeps what it brings: that one compares all of its own with the files. */
const formerCrm = 'former-crm';
const dayLong = 86_400_000;

export async function bringOverHistory(sales: DemoCaller, partnerId: string, now: Date): Promise<void> {
  const dayOf = (daysAgo: number | null): string =>
    daysAgo === null ? '' : new Date(now.getTime() - daysAgo * dayLong).toISOString().slice(0, 10);
  const columns =
    'system,externalId,partnerId,stage,openedOn,closedOn,value.amount,value.currency,sku,customerName,country';
  const lines = history.map(({ stage, opened, closed, amount, sku, customer }, index) =>
    [
      formerCrm,
      `H-${1001 + index}`,
      partnerId,
      stage,
      dayOf(opened),
      dayOf(closed),
      amount,
      'USD',
      sku,
      customer,
      'DE',
    ].join(','),
  );
  await sales.importCsv('opportunities/import', [columns, ...lines].join('\n'));
}
