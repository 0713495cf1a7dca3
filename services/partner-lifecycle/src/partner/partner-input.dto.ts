import { Day, ListOf, ListQuery, OneOf, Text, Uuid } from '@tributary/http';
import { partnershipTypes, partnerTypes, segments, tiers, type PartnerType, type Tier } from './partner-state.js';
import { partnerStatuses, type PartnerStatus } from './partner-status.js';

export class PartnerListQuery extends ListQuery {
  @OneOf(partnerStatuses, { optional: true, example: 'active' })
  readonly status?: PartnerStatus;

  @OneOf(partnerTypes, { optional: true, example: 'distributor' })
  readonly type?: PartnerType;

  @OneOf(tiers, { optional: true, example: 'gold' })
  readonly tier?: Tier;

  @OneOf(partnershipTypes, { optional: true, description: 'For the vendor only' })
  readonly partnershipType?: string;

  @Uuid({ optional: true, description: 'The partners below this distributor' })
  readonly distributorId?: string;

  @Text({ max: 100, optional: true, example: 'north', description: 'A part of the legal name' })
  readonly q?: string;
}

export class UpdateProfileDto {
  @Text({ max: 300, optional: true, example: 'Northwind Group GmbH' })
  readonly legalName?: string;

  @Text({ max: 300, optional: true, nullable: true, example: 'https://northwind.example' })
  readonly website?: string | null;

  @ListOf('string', { max: 100, maxLength: 64, optional: true, example: ['DACH'] })
  readonly territories?: string[];

  @ListOf(segments, { max: 3, optional: true })
  readonly segments?: string[];

  @ListOf('string', { max: 50, maxLength: 64, optional: true, example: ['switching'] })
  readonly specializations?: string[];
}

export class PartnerReasonDto {
  @Text({ max: 400, example: 'Invoices overdue' })
  readonly reason: string;
}

export class OptionalReasonDto {
  @Text({ max: 400, optional: true, nullable: true, example: 'Invoices paid' })
  readonly reason?: string | null;
}

export class ChangeDecisionDto {
  @Uuid({ description: 'The id of the pending change' })
  readonly changeId: string;
}

export class RejectChangeDto extends ChangeDecisionDto {
  @Text({ max: 400, example: 'The register shows another name' })
  readonly reason: string;
}

export class AssignDistributorDto {
  @Uuid({ nullable: true, description: 'null = the partner buys from the vendor' })
  readonly distributorId: string | null;
}

export class ChangeTierDto {
  @OneOf(tiers, { example: 'gold' })
  readonly tier: Tier;

  @Text({ max: 400, example: 'Lighthouse project' })
  readonly reason: string;

  @Day({ optional: true, nullable: true, description: 'The last day; until the next evaluation of tiers unless told' })
  readonly until?: string | null;
}
