import { Country, Day, Decimals, ListOf, MoneyDto, MoneyField, Text, Uuid } from '@tributary/http';

class LineDto {
  @Text({ max: 64, optional: true, nullable: true, example: 'GTX-PRO', description: 'A product, or else a `family`' })
  readonly sku?: string | null;

  @Text({ max: 64, optional: true, nullable: true, example: null })
  readonly family?: string | null;

  @Decimals({ places: 3, digits: 9, example: '4' })
  readonly quantity: string;

  @MoneyField()
  readonly value: MoneyDto;
}

/** A line of a file of opportunities. */
export class OpportunityRowDto {
  @Text({ max: 64, optional: true, example: 'crm', description: 'Whose ids these are; import unless told' })
  readonly system?: string;

  @Text({ max: 200, example: '1C1I7A6R', description: 'Tells the opportunities of a system apart' })
  readonly externalId: string;

  @Text({
    max: 400,
    optional: true,
    example: 'Acme Corporation: GTX',
    description: 'Customer and families unless told',
  })
  readonly name?: string;

  @Text({
    max: 64,
    example: 'closed_won',
    description: 'A stage of the default pipeline; it says what is won and lost',
  })
  readonly stage: string;

  @Day({ optional: true, example: '2016-10-20', description: 'Its import, where nobody knows' })
  readonly openedOn?: string;

  @Day({ optional: true, example: '2017-03-01', description: 'Needed for what is won or lost' })
  readonly closedOn?: string;

  @Text({ max: 64, optional: true, example: 'qualification', description: 'The stage it was in until it was closed' })
  readonly closedFrom?: string;

  @Day({ optional: true, example: '2017-03-01', description: 'The day it was closed, where it was' })
  readonly expectedCloseOn?: string;

  @MoneyField()
  readonly value: MoneyDto;

  @Text({ max: 64, optional: true, example: 'GTX-PRO', description: 'Instead of `lines`: one product for all of it' })
  readonly sku?: string;

  @Decimals({ places: 3, digits: 9, optional: true, example: '1', description: 'Of that product; 1 unless told' })
  readonly quantity?: string;

  @ListOf(() => LineDto, { max: 100, optional: true, description: 'In CSV as JSON in the cell' })
  readonly lines?: LineDto[];

  @Text({ max: 200, optional: true, example: 'P-77', description: "The partner's external id in that system" })
  readonly partner?: string;

  @Uuid({ optional: true, description: 'The partner, if the source knows our id' })
  readonly partnerId?: string;

  @Text({ max: 200, optional: true, example: 'ACC-1', description: "The account's external id in that system" })
  readonly account?: string;

  @Uuid({ optional: true, description: 'The account, if the source knows our id' })
  readonly accountId?: string;

  @Text({ max: 200, optional: true, example: 'Acme Corporation', description: 'Needed where no account is named' })
  readonly customerName?: string;

  @Country({ optional: true, example: 'US', description: 'Of the customer; needed where no account is named' })
  readonly country?: string;

  @Text({ max: 200, optional: true, example: 'account-manager', description: 'Who works on it' })
  readonly ownedBy?: string;

  @Text({ max: 400, optional: true, example: 'Demo on Monday' })
  readonly nextStep?: string;

  @Text({ max: 400, optional: true, example: 'Price' })
  readonly lossReason?: string;
}
