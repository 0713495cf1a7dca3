import { Day, Text } from '@tributary/http';

const partner = 'Id or number of the partner, else a name';

/** A line of a file of units. Units are told apart by sku and serial. */
export class AssetRowDto {
  @Text({ max: 64, example: 'GTX-PRO' })
  readonly sku: string;

  @Text({ max: 64, example: 'GTX1-000481' })
  readonly serial: string;

  @Text({ max: 64, optional: true, example: 'erp', description: 'Where the order comes from; import unless told' })
  readonly system?: string;

  @Text({ max: 64, optional: true, example: '4500012345' })
  readonly order?: string;

  @Text({ max: 64, optional: true, example: '10', description: '1 unless told' })
  readonly orderLine?: string;

  @Text({
    max: 40,
    optional: true,
    example: 'A-2026-000001',
    description: 'Id or number of the end customer’s account',
  })
  readonly account?: string;

  @Text({ max: 300, optional: true, example: 'Nordlicht Distribution GmbH', description: partner })
  readonly distributor?: string;

  @Text({ max: 300, optional: true, example: 'Lagerhaus AG', description: partner })
  readonly stockist?: string;

  @Text({ max: 300, optional: true, example: 'P-2026-000001', description: partner })
  readonly reseller?: string;

  @Text({ max: 300, optional: true, example: 'Acme Corporation' })
  readonly endCustomer?: string;

  @Day({ optional: true, example: '2026-01-20' })
  readonly purchasedOn?: string;

  @Day({ optional: true, example: '2026-01-15' })
  readonly shippedOn?: string;

  @Day({ optional: true, example: '2026-01-27' })
  readonly installedOn?: string;

  @Day({ optional: true, example: '2026-01-28' })
  readonly activatedOn?: string;

  @Text({ max: 40, optional: true, example: 'STD-24', description: "The product's own unless told" })
  readonly warrantyTerm?: string;
}
