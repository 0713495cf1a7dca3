import { Decimals, OneOf, Text } from '@tributary/http';
import { skuForm } from './sku.js';

/** A line of a product file. Exports have the same shape. */
export class ProductRowDto {
  @Text({
    max: 64,
    pattern: skuForm,
    optional: true,
    example: 'GTX-PRO',
    description: 'Made of the name where it is missing',
  })
  readonly sku?: string;

  @Text({ max: 200, example: 'GTX Pro' })
  readonly name: string;

  @Text({ max: 64, example: 'GTX', description: 'Code of the product family; one that is not known is created' })
  readonly familyCode: string;

  @OneOf(['draft', 'active'], {
    optional: true,
    example: 'active',
    description: 'active unless told; a product never goes back',
  })
  readonly status?: 'draft' | 'active';

  @Text({ max: 4000, optional: true, example: 'A switch with 24 ports' })
  readonly description?: string;

  @Text({ max: 64, optional: true, example: 'GTX-ENGINEER' })
  readonly requiredCertification?: string;

  @Text({ max: 64, optional: true, example: 'STANDARD-24' })
  readonly warrantyPolicy?: string;

  @Decimals({
    places: 6,
    optional: true,
    example: '550.00',
    description: 'Not kept here: import the same file into a price book',
  })
  readonly listPrice?: string;
}

/** Column names of the sources we know. */
export const productAliases = {
  product: 'name',
  series: 'familyCode',
  family: 'familyCode',
  sales_price: 'listPrice',
  price: 'listPrice',
};
