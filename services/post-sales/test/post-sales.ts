import { partner, testService, vendor, type TestService } from '@tributary/testing';
import type { ServiceConfig } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { definition } from '../src/index.js';

export const northwind = '0190f3a0-0000-7000-8000-0000000000a1';
export const contoso = '0190f3a0-0000-7000-8000-0000000000a2';
export const nordlicht = '0190f3a0-0000-7000-8000-0000000000d1';
export const acme = '0190f3a0-0000-7000-8000-0000000000f1';
export const initech = '0190f3a0-0000-7000-8000-0000000000f2';

export const reseller = partner(northwind, 'technician');
export const rival = partner(contoso, 'technician');
export const distributor = partner(nordlicht, 'partner_admin');
export const support: Actor = { ...vendor('support'), subject: 'support-ada' };

const nineToFive = [{ from: '09:00', to: '17:00' }];
export const berlin = {
  timeZone: 'Europe/Berlin',
  week: { 1: nineToFive, 2: nineToFive, 3: nineToFive, 4: nineToFive, 5: nineToFive, 6: [], 7: [] },
  holidays: ['2026-05-01', '2026-12-25'],
};

/** Post-sales that knows two resellers of one distributor, a territory, products and accounts, as their events would have told. */
export async function postSales(overrides: Partial<ServiceConfig> = {}): Promise<TestService> {
  const service = await testService(definition, overrides);
  await knowWorld(service);
  return service;
}

export async function knowWorld(service: Pick<TestService, 'adminQuery'>): Promise<void> {
  const partners: readonly (readonly [string, string, string, string])[] = [
    [nordlicht, 'P-1', 'Nordlicht Distribution', 'distributor'],
    [northwind, 'P-2', 'Northwind Networks', 'value_added_reseller'],
    [contoso, 'P-3', 'Contoso Systems', 'value_added_reseller'],
  ];
  for (const [id, number, name, type] of partners) {
    await service.adminQuery(
      `INSERT INTO partner_replica(id, sequence, number, legal_name, type, status, tier, territories) VALUES ($1, 1, $2, $3, $4, 'active', 'gold', '{DACH}')`,
      [id, number, name, type],
    );
  }
  await service.adminQuery(
    `INSERT INTO territory_replica VALUES ('0190f3a0-0000-7000-8000-0000000000e1', 1, 'DACH', 'DACH', $1)`,
    [JSON.stringify(berlin)],
  );
  await service.adminQuery(`INSERT INTO product_replica VALUES
    ('0190f3a0-0000-7000-8000-0000000000b1', 1, 'GTX-PRO', 'GTX Pro', 'GTX', 'active', 'STD-24'),
    ('0190f3a0-0000-7000-8000-0000000000b2', 1, 'MG-SPECIAL', 'MG Special', 'MG', 'active', NULL)`);
  await service.adminQuery(
    `INSERT INTO account_replica VALUES ($1, 1, 'A-1', 'Acme Corporation', 'US'), ($2, 1, 'A-2', 'Initech', 'US')`,
    [acme, initech],
  );
}

/** 24 months parts, 12 months labor, from shipment unless told. */
export async function offerTerm(service: TestService, change: Record<string, unknown> = {}): Promise<string> {
  const body = {
    code: 'STD-24',
    name: 'Standard',
    startsAt: 'shipment',
    service: 'depot',
    transferable: true,
    coverages: [
      { costClass: 'parts', months: 24, coveredPercent: 100 },
      { costClass: 'labor', months: 12, coveredPercent: 100 },
    ],
    ...change,
  };
  const answer = await service.call('POST /v1/warranty-terms', { as: vendor('support'), body });
  if (answer.status !== 201) throw new Error(answer.text);
  return (answer.body as { id: string }).id;
}

/** What an ERP tells of one line: vendor > Nordlicht > Northwind > Acme. */
export function fulfillment(serials: string[], change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    order: { system: 'erp', id: `4500-${serials[0]}` },
    shippedOn: '2025-03-23',
    accountId: acme,
    chain: [
      { role: 'vendor', name: 'Our company' },
      { role: 'distributor', partnerId: nordlicht, invoice: 'V-1', invoicedOn: '2025-03-23' },
      { role: 'reseller', partnerId: northwind, invoice: 'D-1', invoicedOn: '2025-03-24' },
      { role: 'end_customer', name: 'Acme Corporation', invoice: 'R-1', invoicedOn: '2025-03-25' },
    ],
    lines: [{ line: '10', sku: 'GTX-PRO', serials }],
    ...change,
  };
}

export async function fulfilled(
  service: TestService,
  serials: string[],
  change: Record<string, unknown> = {},
): Promise<string> {
  const answer = await service.call('POST /v1/assets/fulfillments', {
    as: support,
    body: fulfillment(serials, change),
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return (answer.body as { assets: { assetId: string }[] }).assets[0]!.assetId;
}
