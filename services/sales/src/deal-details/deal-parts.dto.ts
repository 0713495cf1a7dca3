import { Country, Decimals, Email, MoneyDto, MoneyField, Nested, OneOf, Text, Uuid } from '@tributary/http';
import { segments } from './deal-details.js';

export { dealTypes, segments } from './deal-details.js';

export class CustomerUserDto {
  @Text({ max: 200, example: 'Globex Logistics' })
  readonly name: string;

  @Country({ example: 'US' })
  readonly country: string;

  @Text({ max: 253, optional: true, nullable: true, example: 'globex.com' })
  readonly domain?: string | null;

  @Text({ max: 60, optional: true, nullable: true, example: 'HRB 4711' })
  readonly registrationNumber?: string | null;
}

export class DealCustomerDto {
  @Uuid({ optional: true, nullable: true, example: null, description: 'The account, where it is known to the vendor' })
  readonly accountId?: string | null;

  @Text({ max: 200, example: 'Acme Corporation' })
  readonly name: string;

  @Country({ example: 'US' })
  readonly country: string;

  @Text({
    max: 253,
    optional: true,
    nullable: true,
    example: 'acme.com',
    description: 'Web site or domain of the company',
  })
  readonly domain?: string | null;

  @Text({ max: 60, optional: true, nullable: true, example: '150483782' })
  readonly registrationNumber?: string | null;

  @OneOf(segments, { optional: true, description: '`enterprise` unless told' })
  readonly segment?: (typeof segments)[number];

  @Nested(() => CustomerUserDto, {
    optional: true,
    nullable: true,
    description: 'Who will use it, where the buyer is an operator; then the user is protected',
  })
  readonly user?: CustomerUserDto | null;
}

export class DealContactDto {
  @Text({ max: 200, optional: true, nullable: true, example: 'Jane Doe' })
  readonly name?: string | null;

  @Email({ example: 'jane@acme.com' })
  readonly email: string;
}

export class DealLineDto {
  @Text({ max: 64, optional: true, nullable: true, example: 'GTX-PRO', description: 'A product, or else a `family`' })
  readonly sku?: string | null;

  @Text({
    max: 64,
    optional: true,
    nullable: true,
    example: null,
    description: 'A product family; taken from the product if a `sku` is given',
  })
  readonly family?: string | null;

  @Decimals({ places: 3, digits: 9, example: '4' })
  readonly quantity: string;

  @MoneyField({ example: { amount: '19284.00', currency: 'USD' } })
  readonly value: MoneyDto;
}

export class EvidenceDto {
  @Text({ max: 200, example: 'Meeting minutes' })
  readonly name: string;

  @Text({ max: 1000, pattern: /^https:\/\/\S+$/, example: 'https://files.example.com/minutes.pdf' })
  readonly url: string;
}

export class ExternalIdDto {
  @Text({ max: 64, example: 'crm' })
  readonly system: string;

  @Text({ max: 200, example: '0061x00000AbCdE' })
  readonly id: string;
}
