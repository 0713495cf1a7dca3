import { Flag, Instant, ListOf, ListQuery, NumberedRepresentation, OneOf, Text, Uuid } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import { EvidenceDto } from '../deal-details/deal-parts.dto.js';
import { appealStatuses, type DealAppealState } from './deal-appeal.js';

export class NewDealAppealDto {
  @Uuid({ description: 'The rejected deal registration' })
  readonly dealId: string;

  @Text({ max: 2000, example: 'We have worked with the customer since January' })
  readonly ground: string;

  @ListOf(() => EvidenceDto, { max: 20, optional: true })
  readonly evidence?: EvidenceDto[];
}

export class AppealDecisionDto {
  @Text({ max: 400, example: 'The visits are proved', description: 'The partner reads it' })
  readonly reason: string;
}

export class DealAppealDto extends NumberedRepresentation {
  @Uuid()
  readonly dealId: string;

  @Uuid()
  readonly partnerId: string;

  @Text({ max: 64, nullable: true, example: 'DACH' })
  readonly territory: string | null;

  @OneOf(appealStatuses, { description: '`upheld`: the rejection stands; `overturned`: the deal is undecided again' })
  readonly status: string;

  @Text({ max: 2000, example: 'We have worked with the customer since January' })
  readonly ground: string;

  @ListOf(() => EvidenceDto, { max: 20 })
  readonly evidence: EvidenceDto[];

  @Text({ max: 200, example: 'reseller-sales' })
  readonly appealedBy: string;

  @Instant()
  readonly appealedAt: Date;

  @Instant({ description: 'By when it is to be decided' })
  readonly dueAt: Date;

  @Flag({ example: false, description: 'The decision is late' })
  readonly overdue: boolean;

  @Text({ max: 200, nullable: true, example: 'deal-desk' })
  readonly decidedBy: string | null;

  @Instant({ nullable: true })
  readonly decidedAt: Date | null;

  @Text({ max: 400, nullable: true, example: 'The visits are proved' })
  readonly reason: string | null;
}

export class DealAppealsQuery extends ListQuery {
  @OneOf(appealStatuses, { optional: true, example: 'appealed' })
  readonly status?: (typeof appealStatuses)[number];

  @Flag({ optional: true, example: true, description: 'Those whose decision is late' })
  readonly overdue?: boolean;

  @Uuid({ optional: true })
  readonly dealId?: string;

  @Uuid({ optional: true, description: 'Appeals of this partner' })
  readonly partnerId?: string;
}

export function shownAppeal({ rejectedBy: _rejectedBy, ...appeal }: Saved<DealAppealState>): DealAppealDto {
  return { ...appeal, evidence: [...appeal.evidence] };
}
