import {
  dayNextYear,
  Day,
  Flag,
  Instant,
  ListOf,
  MoneyDto,
  MoneyField,
  Nested,
  NumberedRepresentation,
  OneOf,
  Text,
  Uuid,
  Whole,
} from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import {
  OpportunityCustomerDto,
  OpportunityExternalIdDto,
  OpportunityLineDto,
  PartyDto,
  statuses,
} from './opportunity-input.dto.js';
import { opportunitySources, type OpportunityState } from './opportunity-state.js';
import { forecastCategories } from '../pipeline/pipeline.dto.js';

export class StageDto {
  @Text({ max: 64, example: 'qualification' })
  readonly code: string;

  @Text({ max: 200, example: 'Qualification' })
  readonly name: string;

  @Whole({ max: 100, example: 20, description: 'Percent' })
  readonly probability: number;
}

export class StageVisitDto {
  @Text({ max: 64, example: 'prospecting' })
  readonly stage: string;

  @Instant()
  readonly enteredAt: string;

  @Instant({ nullable: true })
  readonly leftAt: string | null;
}

export class OpportunityDto extends NumberedRepresentation {
  @Text({ max: 400, example: 'Acme Corporation: GTX' })
  readonly name: string;

  @OneOf(opportunitySources)
  readonly source: string;

  @OneOf(statuses)
  readonly status: string;

  @Uuid({ nullable: true })
  readonly partnerId: string | null;

  @Uuid({ nullable: true })
  readonly distributorId: string | null;

  @Flag({ example: false })
  readonly hiddenFromDistributor: boolean;

  @Text({ max: 64, nullable: true, example: 'DACH' })
  readonly territory: string | null;

  @Uuid({ nullable: true })
  readonly dealRegistrationId: string | null;

  @Uuid({ nullable: true, description: 'The partner’s lead that this business was or came from' })
  readonly leadId: string | null;

  @Nested(() => OpportunityCustomerDto)
  readonly customer: OpportunityCustomerDto;

  @ListOf(() => PartyDto, { max: 20 })
  readonly parties: PartyDto[];

  @ListOf(() => OpportunityLineDto, { max: 100 })
  readonly lines: OpportunityLineDto[];

  @MoneyField()
  readonly value: MoneyDto;

  @Day({ nullable: true, example: dayNextYear })
  readonly expectedCloseOn: string | null;

  @Text({ max: 64, example: 'default' })
  readonly pipeline: string;

  @Nested(() => StageDto)
  readonly stage: StageDto;

  @OneOf(forecastCategories)
  readonly forecastCategory: string;

  @ListOf(() => StageVisitDto, { max: 1000, description: 'Every stage it was in, the oldest first' })
  readonly stages: StageVisitDto[];

  @Text({ max: 400, nullable: true, example: 'Demo on Monday' })
  readonly nextStep: string | null;

  @ListOf('string', { max: 20, example: ['Initech'] })
  readonly competitors: string[];

  @Text({ max: 200, nullable: true, example: 'account-manager' })
  readonly ownedBy: string | null;

  @Text({ max: 400, nullable: true, example: null })
  readonly lossReason: string | null;

  @Instant()
  readonly openedAt: Date;

  @Instant({ nullable: true })
  readonly closedAt: Date | null;

  @ListOf(() => OpportunityExternalIdDto, { max: 20 })
  readonly externalIds: OpportunityExternalIdDto[];
}

export function shownOpportunity(one: Saved<OpportunityState>): OpportunityDto {
  const { accountId, name, country, domain, registrationNumber, segment } = one.customer;
  return {
    id: one.id,
    number: one.number,
    version: one.version,
    createdAt: one.createdAt,
    updatedAt: one.updatedAt,
    name: one.name,
    source: one.source,
    status: one.status,
    partnerId: one.partnerId,
    distributorId: one.distributorId,
    hiddenFromDistributor: one.hiddenFromDistributor,
    territory: one.territory,
    dealRegistrationId: one.dealRegistrationId,
    leadId: one.leadId,
    customer: { accountId, name, country, domain, registrationNumber, segment },
    parties: [...one.parties],
    lines: [...one.lines],
    value: one.value,
    expectedCloseOn: one.expectedCloseOn,
    pipeline: one.pipeline,
    stage: one.stage,
    forecastCategory: one.forecastCategory,
    stages: [...one.stages],
    nextStep: one.nextStep,
    competitors: [...one.competitors],
    ownedBy: one.ownedBy,
    lossReason: one.lossReason,
    openedAt: one.openedAt,
    closedAt: one.closedAt,
    externalIds: [...one.externalIds],
  };
}
