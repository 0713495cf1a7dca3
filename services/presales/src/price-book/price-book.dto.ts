import { Decimals, Instant, ListOf, ListQuery, OneOf, Representation, Text, Uuid, Whole } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { PriceBookState } from './price-book.js';

const statuses = ['draft', 'published', 'retired'] as const;
const currency = { min: 3, max: 3, pattern: /^[A-Z]{3}$/, example: 'EUR', description: 'ISO 4217' };
const territory = {
  max: 64,
  nullable: true,
  example: 'EMEA',
  description: 'Code of the territory; null is everywhere',
} as const;

export class NewPriceBookDto {
  @Text({ max: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, example: 'EMEA-2026' })
  readonly code: string;

  @Text({ max: 200, example: 'EMEA list prices 2026' })
  readonly name: string;

  @Text(currency)
  readonly currency: string;

  @Text({ ...territory, optional: true })
  readonly territory?: string | null;

  @Instant({ optional: true, description: 'Now unless told' })
  readonly validFrom?: Date;

  @Instant({ optional: true, nullable: true, example: null, description: 'First instant at which it no longer holds' })
  readonly validUntil?: Date | null;
}

export class RenamedPriceBookDto {
  @Text({ max: 200, example: 'EMEA list prices 2026' })
  readonly name: string;
}

export class RetirementDto {
  @Text({ max: 400, example: 'The year is over' })
  readonly reason: string;
}

export class PriceBookDto extends Representation {
  @Text({ max: 64, example: 'EMEA-2026' })
  readonly code: string;

  @Text({ max: 200, example: 'EMEA list prices 2026' })
  readonly name: string;

  @Text(currency)
  readonly currency: string;

  @Text(territory)
  readonly territory: string | null;

  @Instant()
  readonly validFrom: Date;

  @Instant({ nullable: true, example: null })
  readonly validUntil: Date | null;

  @OneOf(statuses, { example: 'published' })
  readonly status: (typeof statuses)[number];

  @Whole({ example: 1, description: 'Counts the publications' })
  readonly edition: number;

  @Whole({ example: 7, description: 'Prices in all, past and future ones included' })
  readonly prices: number;
}

export class PriceBooksQuery extends ListQuery {
  @OneOf(statuses, { optional: true, example: 'published' })
  readonly status?: (typeof statuses)[number];

  @Text({ ...currency, optional: true })
  readonly currency?: string;

  @Text({ max: 64, optional: true, example: 'EMEA' })
  readonly territory?: string;

  @Text({ max: 64, optional: true, example: 'EMEA-2026' })
  readonly code?: string;
}

export class VolumeBreakDto {
  @Whole({ min: 2, max: 1_000_000_000, example: 10 })
  readonly minimumQuantity: number;

  @Decimals({ places: 6, example: '4600.00' })
  readonly unitPrice: string;
}

export class PriceDto {
  @Uuid()
  readonly id: string;

  @Text({ max: 64, example: 'GTX-PRO' })
  readonly sku: string;

  @Decimals({ places: 6, example: '4821.00' })
  readonly unitPrice: string;

  @Text(currency)
  readonly currency: string;

  @ListOf(() => VolumeBreakDto, { max: 50 })
  readonly breaks: readonly VolumeBreakDto[];

  @Instant()
  readonly validFrom: Date;

  @Instant({ nullable: true, example: null })
  readonly validUntil: Date | null;

  @Whole({ min: 1, example: 1, description: 'The publication that brought it' })
  readonly edition: number;
}

export class PricesQuery extends ListQuery {
  @Text({ max: 64, optional: true, example: 'GTX-PRO' })
  readonly sku?: string;

  @Instant({ optional: true, description: 'The prices valid at this instant; now unless told' })
  readonly asOf?: Date;
}

export function bookOf(row: Saved<PriceBookState>): PriceBookDto {
  const { id, version, createdAt, updatedAt, code, name, currency, territory, validFrom, validUntil, status } = row;
  const { edition, prices } = row;
  return {
    id,
    version,
    createdAt,
    updatedAt,
    code,
    name,
    currency,
    territory,
    validFrom,
    validUntil,
    status,
    edition,
    prices,
  };
}
