import { z } from 'zod';
import { defineInbound } from '../event.js';
import { code, day, id, instant, ofCompany, word } from '../vocabulary.js';

export const saleRole = word(['vendor', 'distributor', 'stockist', 'reseller', 'end_customer']);

const fulfilledLine = z.object({
  line: code.describe('Number of the line in the order'),
  sku: code,
  serials: z.array(code).max(1000).describe('Serial numbers that were shipped; empty for goods without'),
  warrantyTerm: code.nullish().describe("Code of the warranty term that was sold; the product's own unless told"),
});

const saleLink = z.object({
  role: saleRole,
  partnerId: id.nullish().describe('Of a distributor, stockist or reseller that is a partner'),
  name: ofCompany.nullish(),
  invoice: code.nullish().describe('By which this one bought from the one before it'),
  invoicedOn: day.nullish(),
});

/** An ERP shipped goods of an order. The same document again changes nothing: order, line and serial tell a unit. */
export const orderFulfilledV1 = defineInbound({
  system: 'erp',
  aggregate: 'order',
  name: 'OrderFulfilled',
  version: 1,
  topic: 'erp.order.fulfilled',
  summary: 'An ERP shipped goods of an order: the serials that left, and the chain of sale down to the end customer.',
  when: 'Yours to tell: when goods of an order leave the warehouse, and again whenever the shipment is corrected',
  data: z.object({
    order: z.object({ system: code.describe('Which ERP'), id: code, orderedOn: day.nullish() }),
    fulfilledAt: instant.nullish(),
    shippedOn: day,
    accountId: id.nullish().describe('The end customer, if it is known'),
    chain: z.array(saleLink).max(10).nullish().describe('From the vendor to the end customer; may end earlier'),
    lines: z.array(fulfilledLine).min(1).max(200).describe('What was shipped'),
  }),
  sample: {
    order: { system: 'erp', id: '4500012345', orderedOn: '2026-01-12' },
    fulfilledAt: '2026-01-15T10:30:00.000Z',
    shippedOn: '2026-01-15',
    accountId: '0190f3a0-0000-7000-8000-000000000090',
    chain: [
      { role: 'vendor', partnerId: null, name: 'Our company', invoice: null, invoicedOn: null },
      {
        role: 'reseller',
        partnerId: '0190f3a0-0000-7000-8000-000000000001',
        name: 'Northwind Networks GmbH',
        invoice: 'INV-881',
        invoicedOn: '2026-01-15',
      },
      { role: 'end_customer', partnerId: null, name: 'Acme Corporation', invoice: 'N-2207', invoicedOn: '2026-01-20' },
    ],
    lines: [{ line: '10', sku: 'GTX-PRO', serials: ['GTX1-000481', 'GTX1-000482'], warrantyTerm: 'STD-24' }],
  },
});
export type OrderFulfilledV1 = z.infer<typeof orderFulfilledV1.schema>;
