import { Decimals, ListOf, OneOf, Text, Whole } from '@tributary/http';
import { segments, type AccountProfile } from './account.js';

/** A line of an account file. Exports have the same shape. */
export class AccountRowDto {
  @Text({ max: 40, optional: true, example: 'A-2026-000001', description: 'Our number, if the source knows it' })
  readonly number?: string;

  @Text({
    max: 64,
    optional: true,
    example: 'crm',
    description: 'Where the external id comes from; import unless told',
  })
  readonly system?: string;

  @Text({
    max: 200,
    optional: true,
    example: 'ACC-1',
    description: 'Tells the accounts of a system apart; the legal name unless told',
  })
  readonly externalId?: string;

  @Text({ max: 300, example: 'Acme Corporation' })
  readonly legalName: string;

  @OneOf(segments, { optional: true, description: 'enterprise unless told' })
  readonly segment?: AccountProfile['segment'];

  @Text({ max: 100, example: 'United States', description: 'ISO 3166 code or English name; one slip is mended' })
  readonly country: string;

  @Text({
    max: 200,
    optional: true,
    example: 'Acme Holding',
    description: 'External id or number of the account that it belongs to; it may come later',
  })
  readonly parent?: string;

  @Text({ max: 100, optional: true, example: 'technology', description: 'One slip in a known industry is mended' })
  readonly industry?: string;

  @Whole({ max: 100_000_000, optional: true, example: 2822 })
  readonly employees?: number;

  @Decimals({ places: 2, optional: true, example: '1100040000.00' })
  readonly annualRevenue?: string;

  @Decimals({ places: 6, digits: 9, optional: true, example: '1100.04', description: 'Instead of annualRevenue' })
  readonly revenueInMillions?: string;

  @Text({ min: 3, max: 3, pattern: /^[A-Z]{3}$/, optional: true, example: 'USD', description: 'USD unless told' })
  readonly revenueCurrency?: string;

  @Whole({ min: 1000, max: 2200, optional: true, example: 1996 })
  readonly foundedYear?: number;

  @ListOf('string', { max: 50, maxLength: 253, optional: true, example: ['acme.com'] })
  readonly domains?: readonly string[];

  @ListOf('string', { max: 50, maxLength: 64, optional: true, example: ['named'] })
  readonly tags?: readonly string[];
}

/** Column names of the sources we know. */
export const accountAliases = {
  account: 'legalName',
  name: 'legalName',
  sector: 'industry',
  year_established: 'foundedYear',
  revenue: 'revenueInMillions',
  office_location: 'country',
  subsidiary_of: 'parent',
};
