import {
  dayNextYear,
  Country,
  Day,
  Decimals,
  ListOf,
  ListQuery,
  MoneyDto,
  MoneyField,
  Nested,
  OneOf,
  Text,
  Uuid,
} from '@tributary/http';
import { segments } from '../deal-details/deal-parts.dto.js';
import { opportunitySources, partyRoles } from './opportunity-state.js';

export const statuses = ['open', 'won', 'lost'] as const;

export class OpportunityCustomerDto {
  @Uuid({ optional: true, nullable: true })
  readonly accountId?: string | null;

  @Text({ max: 200, example: 'Acme Corporation' })
  readonly name: string;

  @Country({ example: 'US' })
  readonly country: string;

  @Text({ max: 253, optional: true, nullable: true, example: 'acme.com' })
  readonly domain?: string | null;

  @Text({ max: 60, optional: true, nullable: true, example: '150483782' })
  readonly registrationNumber?: string | null;

  @OneOf(segments, { optional: true, description: '`enterprise` unless told' })
  readonly segment?: (typeof segments)[number];
}

export class OpportunityLineDto {
  @Text({ max: 64, optional: true, nullable: true, example: 'GTX-PRO', description: 'A product, or else a `family`' })
  readonly sku?: string | null;

  @Text({ max: 64, optional: true, nullable: true, example: null })
  readonly family?: string | null;

  @Decimals({ places: 3, digits: 9, example: '4' })
  readonly quantity: string;

  @MoneyField()
  readonly value: MoneyDto;
}

export class PartyDto {
  @Uuid()
  readonly partnerId: string;

  @OneOf(partyRoles, { example: 'resells' })
  readonly role: (typeof partyRoles)[number];

  @Decimals({ places: 2, max: 100, nullable: true, example: '100', description: 'Percent of the credit' })
  readonly split: string | null;
}

export class OpportunityExternalIdDto {
  @Text({ max: 64, example: 'crm' })
  readonly system: string;

  @Text({ max: 200, example: '0061x00000AbCdE' })
  readonly id: string;
}

class OpportunityFields {
  @ListOf(() => OpportunityLineDto, { max: 100, optional: true })
  readonly lines?: OpportunityLineDto[];

  @Text({ max: 400, optional: true, nullable: true, example: 'Demo on Monday' })
  readonly nextStep?: string | null;

  @ListOf('string', { max: 20, optional: true, example: ['Initech'] })
  readonly competitors?: string[];

  @Text({ max: 200, optional: true, nullable: true, example: 'account-manager' })
  readonly ownedBy?: string | null;

  @ListOf(() => PartyDto, { max: 20, optional: true, description: 'Their splits sum to 100' })
  readonly parties?: PartyDto[];
}

export class NewOpportunityDto extends OpportunityFields {
  @Text({ max: 400, optional: true, example: 'Acme Corporation: GTX' })
  readonly name?: string;

  @Nested(() => OpportunityCustomerDto)
  readonly customer: OpportunityCustomerDto;

  @MoneyField()
  readonly value: MoneyDto;

  @Day({ example: dayNextYear })
  readonly expectedCloseOn: string;

  @Uuid({
    optional: true,
    nullable: true,
    description: 'The partner that works on it; none for purely direct business',
  })
  readonly partnerId?: string | null;

  @Text({ max: 64, optional: true, example: 'default', description: 'Code of a pipeline; the default one unless told' })
  readonly pipeline?: string;

  @ListOf(() => OpportunityExternalIdDto, { max: 20, optional: true })
  readonly externalIds?: OpportunityExternalIdDto[];
}

export class ChangedOpportunityDto extends OpportunityFields {
  @Text({ max: 400, optional: true, example: 'Acme Corporation: GTX' })
  readonly name?: string;

  @MoneyField({ optional: true })
  readonly value?: MoneyDto;

  @Day({ optional: true, example: dayNextYear })
  readonly expectedCloseOn?: string;
}

export class NextStageDto {
  @Text({ max: 64, example: 'qualification' })
  readonly stage: string;
}

export class LossReasonDto {
  @Text({ max: 400, example: 'Price' })
  readonly reason: string;
}

export class OpportunitiesQuery extends ListQuery {
  @OneOf(statuses, { optional: true })
  readonly status?: (typeof statuses)[number];

  @OneOf(opportunitySources, { optional: true })
  readonly source?: (typeof opportunitySources)[number];

  @Uuid({ optional: true })
  readonly partnerId?: string;

  @Uuid({ optional: true })
  readonly dealRegistrationId?: string;

  @Uuid({ optional: true })
  readonly leadId?: string;
}
