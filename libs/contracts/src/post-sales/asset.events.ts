import { z } from 'zod';
import { saleRole } from '../erp/order.events.js';
import { defineEvent } from '../event.js';
import { code, day, id, instant, number, ofCompany, remark, subject, word } from '../vocabulary.js';

const otherUnit = z.object({ assetId: id, serial: code, on: day }).describe('The other unit, and the day');

/** A unit of the installed base. The whole chain of sale is in it: for the vendor only. */
export const assetV1 = z.object({
  id,
  number: number.nullable(),
  serial: code,
  product: z.object({ id, sku: code, family: code }),
  status: word(['shipped', 'installed', 'active', 'replaced', 'retired']),
  accountId: id.nullable().describe('Its present owner'),
  order: z.object({ system: code, id: code, line: code }).nullable(),
  chain: z
    .array(
      z.object({
        role: saleRole,
        partnerId: id.nullable(),
        name: ofCompany.nullable(),
        invoice: code.nullable(),
        invoicedOn: day.nullable(),
      }),
    )
    .max(11),
  shippedOn: day.nullable(),
  installedOn: day.nullable(),
  activatedOn: day.nullable(),
  warrantyTerm: z
    .object({ code, version: z.int().min(1) })
    .nullable()
    .describe('As it held at shipment'),
  blocked: z.object({ since: day }).nullable().describe('Why is told by AssetBlocked alone'),
  replaces: otherUnit.nullable(),
  replacedBy: otherUnit.nullable(),
  retiredOn: day.nullable(),
});
export type AssetV1 = z.infer<typeof assetV1>;

const asset = {
  service: 'post-sales',
  aggregate: 'asset',
  about: 'asset',
  version: 1,
  replicated: true,
  audience: 'vendor',
} as const;

const sampleAsset: AssetV1 = {
  id: '0190f3a0-0000-7000-8000-0000000000c1',
  number: null,
  serial: 'GTX1-000481',
  product: { id: '0190f3a0-0000-7000-8000-000000000071', sku: 'GTX-PRO', family: 'GTX' },
  status: 'shipped',
  accountId: '0190f3a0-0000-7000-8000-000000000090',
  order: { system: 'erp', id: '4500012345', line: '10' },
  chain: [
    { role: 'vendor', partnerId: null, name: null, invoice: null, invoicedOn: null },
    {
      role: 'reseller',
      partnerId: '0190f3a0-0000-7000-8000-000000000001',
      name: 'Northwind Networks GmbH',
      invoice: 'INV-881',
      invoicedOn: '2026-01-15',
    },
    { role: 'end_customer', partnerId: null, name: 'Acme Corporation', invoice: 'N-2207', invoicedOn: '2026-01-20' },
  ],
  shippedOn: '2026-01-15',
  installedOn: null,
  activatedOn: null,
  warrantyTerm: { code: 'STD-24', version: 1 },
  blocked: null,
  replaces: null,
  replacedBy: null,
  retiredOn: null,
};

/** A unit with a serial is known from now on: shipped, brought in from a file, or put in another one's place. */
export const assetRegisteredV1 = defineEvent({
  ...asset,
  name: 'AssetRegistered',
  summary: 'A unit with a serial is known from now on: shipped, brought in from a file, or in place of another one.',
  when: "When an order's shipment is told, a file brings the unit in, or it replaces another one",
  data: z.object({ asset: assetV1, source: word(['order', 'import', 'replacement']) }),
  sample: { asset: sampleAsset, source: 'order' },
});

/** Dates, end customer or chain of sale of a unit became known or were corrected. */
export const assetCorrectedV1 = defineEvent({
  ...asset,
  name: 'AssetCorrected',
  summary: 'Dates, end customer or chain of sale of a unit became known or were corrected.',
  when: 'When a later shipment notice, a file or a person corrects the unit',
  data: z.object({ asset: assetV1, changed: z.array(code).max(30) }),
  sample: { asset: { ...sampleAsset, accountId: null }, changed: ['accountId'] },
});

export const assetInstalledV1 = defineEvent({
  ...asset,
  name: 'AssetInstalled',
  summary: 'A unit stands at the end customer.',
  when: 'When the partner or the vendor reports the installation',
  data: z.object({ asset: assetV1, reportedBy: subject }),
  sample: {
    asset: { ...sampleAsset, status: 'installed', installedOn: '2026-01-27' },
    reportedBy: 'user-of-northwind',
  },
});

export const assetActivatedV1 = defineEvent({
  ...asset,
  name: 'AssetActivated',
  summary: 'A unit is in use.',
  when: 'When the partner or the vendor reports the activation',
  data: z.object({ asset: assetV1, reportedBy: subject }),
  sample: {
    asset: { ...sampleAsset, status: 'active', installedOn: '2026-01-27', activatedOn: '2026-01-28' },
    reportedBy: 'user-of-northwind',
  },
});

/** A unit belongs to another end customer now. */
export const assetOwnershipMovedV1 = defineEvent({
  ...asset,
  name: 'AssetOwnershipMoved',
  summary: 'A unit belongs to another end customer now.',
  when: 'When the vendor moves the unit to another end customer',
  data: z.object({ asset: assetV1, from: id.nullable(), to: id.nullable(), movedOn: day, reason: remark }),
  sample: {
    asset: { ...sampleAsset, accountId: '0190f3a0-0000-7000-8000-000000000091' },
    from: '0190f3a0-0000-7000-8000-000000000090',
    to: '0190f3a0-0000-7000-8000-000000000091',
    movedOn: '2026-06-01',
    reason: 'The site was sold',
  },
});

/** Another unit took the place of this one and carries the rest of its warranty, or 90 days where that is longer. */
export const assetReplacedV1 = defineEvent({
  ...asset,
  name: 'AssetReplaced',
  summary: 'Another unit took the place of this one and carries the rest of its warranty, or 90 days if longer.',
  when: 'When the vendor replaces the unit; AssetRegistered tells of the new one',
  data: z.object({ asset: assetV1, reason: remark }),
  sample: {
    asset: {
      ...sampleAsset,
      status: 'replaced',
      replacedBy: { assetId: '0190f3a0-0000-7000-8000-0000000000c2', serial: 'GTX1-000900', on: '2026-05-04' },
    },
    reason: 'Power supply failed',
  },
});

export const assetRetiredV1 = defineEvent({
  ...asset,
  name: 'AssetRetired',
  summary: 'A unit is out of use for good.',
  when: 'When the vendor retires the unit',
  data: z.object({ asset: assetV1, reason: remark }),
  sample: { asset: { ...sampleAsset, status: 'retired', retiredOn: '2026-09-30' }, reason: 'Scrapped' },
});

/** No claim is taken for a unit until it is released: stolen, recalled, unpaid. */
export const assetBlockedV1 = defineEvent({
  ...asset,
  name: 'AssetBlocked',
  summary: 'No claim is taken for a unit until it is released: stolen, recalled, unpaid.',
  when: 'When the vendor blocks the unit',
  data: z.object({ asset: assetV1, reason: remark, blockedAt: instant }),
  sample: {
    asset: { ...sampleAsset, blocked: { since: '2026-03-02' } },
    reason: 'Reported stolen',
    blockedAt: '2026-03-02T10:00:00.000Z',
  },
});

export const assetReleasedV1 = defineEvent({
  ...asset,
  name: 'AssetReleased',
  summary: 'A block on a unit was lifted.',
  when: 'When the vendor lifts the block',
  data: z.object({ asset: assetV1, reason: remark }),
  sample: { asset: sampleAsset, reason: 'Found again' },
});
