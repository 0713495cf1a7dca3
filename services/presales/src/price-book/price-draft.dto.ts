import { Decimals, Instant, ListOf, Text } from '@tributary/http';
import { VolumeBreakDto } from './price-book.dto.js';

export class NewDraftPriceDto {
  @Text({ max: 64, example: 'GTX-PRO' })
  readonly sku: string;

  @Decimals({ places: 6, example: '4821.00' })
  readonly unitPrice: string;

  @ListOf(() => VolumeBreakDto, { max: 50, optional: true })
  readonly breaks?: readonly VolumeBreakDto[];

  @Instant({ optional: true, description: 'Now unless told; in a new book its first instant' })
  readonly validFrom?: Date;

  @Instant({ optional: true, nullable: true, example: null, description: 'Until the next price begins unless told' })
  readonly validUntil?: Date | null;
}

export class DraftPriceDto {
  @Text({ max: 64, example: 'GTX-PRO' })
  readonly sku: string;

  @Decimals({ places: 6, example: '4821.00' })
  readonly unitPrice: string;

  @ListOf(() => VolumeBreakDto, { max: 50 })
  readonly breaks: readonly VolumeBreakDto[];

  @Instant()
  readonly validFrom: Date;

  @Instant({ nullable: true, example: null })
  readonly validUntil: Date | null;
}

/** A line of a price file. A product is named by its sku, or by its name as the product import does. */
export class PriceRowDto {
  @Text({ max: 64, optional: true, example: 'GTX-PRO' })
  readonly sku?: string;

  @Text({ max: 200, optional: true, example: 'GTX Pro', description: 'Where the source has no sku' })
  readonly product?: string;

  @Text({ max: 64, optional: true, example: 'GTX', description: 'Not needed here' })
  readonly family?: string;

  @Decimals({ places: 6, example: '4821.00' })
  readonly unitPrice: string;

  @Instant({ optional: true })
  readonly validFrom?: Date;

  @Instant({ optional: true })
  readonly validUntil?: Date;

  @ListOf(() => VolumeBreakDto, { max: 50, optional: true })
  readonly breaks?: readonly VolumeBreakDto[];
}

/** Column names of the sources we know. */
export const priceAliases = {
  name: 'product',
  series: 'family',
  familyCode: 'family',
  sales_price: 'unitPrice',
  price: 'unitPrice',
  listPrice: 'unitPrice',
};
