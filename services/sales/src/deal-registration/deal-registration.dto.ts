import {
  dayNextYear,
  Day,
  Flag,
  Instant,
  ListOf,
  ListQuery,
  MoneyDto,
  MoneyField,
  Nested,
  NumberedRepresentation,
  OneOf,
  Text,
  Uuid,
  Whole,
} from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import { ConflictDto, shownConflict, type RivalDto } from '../deal-conflict/deal-conflict.dto.js';
import {
  DealContactDto,
  DealCustomerDto,
  DealLineDto,
  dealTypes,
  EvidenceDto,
  ExternalIdDto,
} from '../deal-details/deal-parts.dto.js';
import type { DealRegistrationState } from './deal-state.js';
import { dealStatuses, type DealStatus } from './deal-status.js';

export class ReasonDto {
  @Text({ max: 64, example: 'WITHIN_CEILING' })
  readonly code: string;

  @Text({ max: 400, example: 'The value is within 50000.00 USD, the ceiling of tier gold.' })
  readonly detail: string;
}

export class ProgramReferenceDto {
  @Uuid()
  readonly id: string;

  @Whole({ min: 1, example: 3, description: 'The version that decided' })
  readonly version: number;
}

export class ProtectionDto {
  @Instant()
  readonly from: Date;

  @Instant({ description: 'The first instant without protection' })
  readonly until: Date;

  @Whole({ example: 0 })
  readonly extensions: number;
}

export class RevocationDto {
  @Text({ max: 200, example: 'channel-manager' })
  readonly requestedBy: string;

  @Text({ max: 400, example: 'The evidence was wrong' })
  readonly reason: string;
}

export class DealRegistrationDto extends NumberedRepresentation {
  @OneOf(dealStatuses, { example: 'approved' })
  readonly status: string;

  @ListOf(() => ReasonDto, { max: 20, description: 'Why it is in this status' })
  readonly explanation: ReasonDto[];

  @Nested(() => ProgramReferenceDto)
  readonly program: ProgramReferenceDto;

  @OneOf(dealTypes)
  readonly dealType: string;

  @Uuid()
  readonly partnerId: string;

  @Text({ max: 64, nullable: true, example: 'DACH' })
  readonly territory: string | null;

  @Text({ max: 200, example: 'reseller-sales' })
  readonly registeredBy: string;

  @Uuid({ nullable: true })
  readonly distributorId: string | null;

  @Flag({ example: false })
  readonly hiddenFromDistributor: boolean;

  @Nested(() => DealCustomerDto)
  readonly customer: DealCustomerDto;

  @Nested(() => DealContactDto, { nullable: true })
  readonly contact: DealContactDto | null;

  @ListOf(() => DealLineDto, { max: 100 })
  readonly lines: DealLineDto[];

  @MoneyField({ description: 'The sum of the lines' })
  readonly value: MoneyDto;

  @Day({ example: dayNextYear })
  readonly expectedCloseOn: string;

  @Text({ max: 200, nullable: true, example: 'Data center Austin' })
  readonly project: string | null;

  @Text({ max: 200, nullable: true, example: 'Initech' })
  readonly competitor: string | null;

  @Text({ max: 200, nullable: true, example: null })
  readonly incumbent: string | null;

  @Day({ nullable: true, example: null })
  readonly tenderOn: string | null;

  @ListOf(() => EvidenceDto, { max: 200 })
  readonly evidence: EvidenceDto[];

  @ListOf(() => ExternalIdDto, { max: 20 })
  readonly externalIds: ExternalIdDto[];

  @Instant({ nullable: true, description: 'The place in the queue' })
  readonly submittedAt: Date | null;

  @Whole({ example: 0 })
  readonly resubmissions: number;

  @Instant({ nullable: true })
  readonly decisionDueAt: Date | null;

  @Flag({ example: false, description: 'The decision is late' })
  readonly overdue: boolean;

  @Instant({ nullable: true, description: 'Of a rejected deal: the first instant at which it is too late to appeal' })
  readonly appealUntil: Date | null;

  @Uuid({ nullable: true })
  readonly appealId: string | null;

  @Nested(() => ProtectionDto, { nullable: true })
  readonly protection: ProtectionDto | null;

  @Nested(() => ConflictDto, { nullable: true })
  readonly conflict: ConflictDto | null;

  @Nested(() => RevocationDto, {
    optional: true,
    nullable: true,
    description: 'For the vendor only: asked for and not confirmed yet',
  })
  readonly revocation?: RevocationDto | null;

  @Uuid({ nullable: true })
  readonly opportunityId: string | null;

  @MoneyField({ nullable: true, description: 'What was said to be won' })
  readonly claimedValue: MoneyDto | null;

  @MoneyField({ nullable: true, description: 'What the vendor has confirmed; rewards count it' })
  readonly wonValue: MoneyDto | null;
}

/** A registration as the actor may see it: a partner learns that there is a conflict and of what class, nothing else of it. */
export function shownDeal(
  deal: Saved<DealRegistrationState>,
  actor: Actor,
  rivals?: readonly RivalDto[],
): DealRegistrationDto {
  const ofVendor = actor.kind !== 'partner';
  const { conflict, protectedFrom: from, protectedUntil: until, extensions } = deal;
  return {
    id: deal.id,
    number: deal.number,
    version: deal.version,
    createdAt: deal.createdAt,
    updatedAt: deal.updatedAt,
    status: deal.status,
    explanation: [...deal.explanation],
    program: { id: deal.programId, version: deal.programVersion },
    dealType: deal.dealType,
    partnerId: deal.partnerId,
    territory: deal.territory,
    registeredBy: deal.registeredBy,
    distributorId: deal.distributorId,
    hiddenFromDistributor: deal.hiddenFromDistributor,
    customer: deal.customer,
    contact: deal.contact,
    lines: [...deal.lines],
    value: deal.value,
    expectedCloseOn: deal.expectedCloseOn,
    project: deal.project,
    competitor: deal.competitor,
    incumbent: deal.incumbent,
    tenderOn: deal.tenderOn,
    evidence: [...deal.evidence],
    externalIds: [...deal.externalIds],
    submittedAt: deal.submittedAt,
    resubmissions: deal.resubmissions,
    decisionDueAt: deal.decisionDueAt,
    overdue: deal.overdue,
    appealUntil: deal.appealUntil,
    appealId: deal.appealId,
    protection: from && until ? { from, until, extensions } : null,
    conflict: conflict && shownConflict(conflict, ofVendor, rivals),
    ...(ofVendor && { revocation: deal.revocation }),
    opportunityId: deal.opportunityId,
    claimedValue: deal.claimedValue,
    wonValue: deal.wonValue,
  };
}

export class DealRegistrationsQuery extends ListQuery {
  @OneOf(dealStatuses, { optional: true, example: 'in_review' })
  readonly status?: DealStatus;

  @Uuid({ optional: true, description: 'Deals of this partner' })
  readonly partnerId?: string;

  @Uuid({ optional: true, description: 'Deals that name this distributor' })
  readonly distributorId?: string;
}
