import { Day, ListOf, OneOf, Text, Uuid } from '@tributary/http';
import { saleRoles, type SaleLink, type SaleRole } from './sale-chain.js';

const role = 'From the vendor down; roles may be left out';

/** A link as it is told: the partner by its id or number, or a name. */
export class NamedSaleLinkDto {
  @OneOf(saleRoles, { example: 'reseller', description: role })
  readonly role: SaleRole;

  @Text({
    max: 40,
    optional: true,
    nullable: true,
    example: 'P-2026-000001',
    description: 'Id or number of the partner, for a distributor, stockist or reseller',
  })
  readonly partnerId?: string | null;

  @Text({ max: 300, optional: true, nullable: true, example: 'Northwind Networks GmbH' })
  readonly name?: string | null;

  @Text({ max: 64, optional: true, nullable: true, example: 'INV-881' })
  readonly invoice?: string | null;

  @Day({ optional: true, nullable: true, example: '2026-01-15' })
  readonly invoicedOn?: string | null;
}

export function saleLinkFrom(link: NamedSaleLinkDto): SaleLink {
  const { role: stands, partnerId = null, name = null, invoice = null, invoicedOn = null } = link;
  return { role: stands, partnerId, name, invoice, invoicedOn };
}

export class CorrectedAssetDto {
  @Uuid({ optional: true, nullable: true })
  readonly accountId?: string | null;

  @ListOf(() => NamedSaleLinkDto, { max: 10, optional: true })
  readonly chain?: NamedSaleLinkDto[];

  @Day({ optional: true, nullable: true, example: '2026-01-15' })
  readonly shippedOn?: string | null;

  @Day({ optional: true, nullable: true, example: '2026-01-27' })
  readonly installedOn?: string | null;

  @Day({ optional: true, nullable: true, example: '2026-01-28' })
  readonly activatedOn?: string | null;
}

export class ReportedDayDto {
  @Day({ example: '2026-01-27' })
  readonly on: string;
}

export class MovedOwnershipDto {
  @Uuid({ description: 'The account that owns the unit from now on' })
  readonly accountId: string;

  @Day({ example: '2026-06-01' })
  readonly on: string;

  @Text({ max: 400, example: 'The site was sold' })
  readonly reason: string;
}

export class RetirementDto {
  @Day({ example: '2026-09-30' })
  readonly on: string;

  @Text({ max: 400, example: 'Scrapped' })
  readonly reason: string;
}

export class AssetReasonDto {
  @Text({ max: 400, example: 'Reported stolen' })
  readonly reason: string;
}
