import {
  Day,
  Flag,
  Instant,
  ListOf,
  MoneyField,
  Nested,
  NumberedRepresentation,
  OneOf,
  Text,
  Uuid,
} from '@tributary/http';
import { Country } from '@tributary/http';
import type { Actor, MoneyJson } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import { CertifiedPeopleDto } from './certified-people.dto.js';
import { unsigned } from './partner-agreements.js';
import {
  partnershipTypes,
  partnerTypes,
  segments,
  tiers,
  type PartnerState,
  type PartnerType,
  type Tier,
} from './partner-state.js';
import { partnerStatuses, type PartnerStatus } from './partner-status.js';
import { approvedFields } from './profile-change.js';

export class PartnerAgreementDto {
  @Uuid()
  readonly agreementId: string;

  @Text({ max: 64, example: 'deal_registration_terms' })
  readonly kind: string;

  @Text({ max: 40, example: '1' })
  readonly revision: string;

  @Flag()
  readonly isMandatory: boolean;

  @OneOf(['offered', 'signed', 'ended'], { example: 'signed' })
  readonly status: string;

  @Instant({ nullable: true })
  readonly signedAt: string | null;

  @Day({ nullable: true })
  readonly expiresOn: string | null;
}

export class ExternalIdDto {
  @Text({ max: 64, example: 'crm' })
  readonly system: string;

  @Text({ max: 200, example: 'P-77' })
  readonly id: string;
}

export class PendingChangeDto {
  @Uuid()
  readonly id: string;

  @OneOf(approvedFields)
  readonly field: string;

  @ListOf('string', { max: 100, maxLength: 300, description: 'The wished value; one item for a text' })
  readonly value: readonly string[];

  @Text({ max: 200, example: 'reseller-admin' })
  readonly requestedBy: string;

  @Instant()
  readonly requestedAt: string;
}

export class PartnershipDto {
  @Uuid()
  readonly evaluationId: string;

  @OneOf(partnershipTypes)
  readonly type: string;

  @ListOf('string', { max: 5 })
  readonly flags: readonly string[];

  @Flag({ example: false })
  readonly isProvisional: boolean;
}

export class PartnerDto extends NumberedRepresentation {
  @Text({ max: 300, example: 'Northwind Networks GmbH' })
  readonly legalName: string;

  @OneOf(partnerTypes, { example: 'value_added_reseller' })
  readonly type: PartnerType;

  @OneOf(partnerStatuses, { example: 'active' })
  readonly status: PartnerStatus;

  @OneOf(tiers)
  readonly tier: Tier;

  @Day({ nullable: true, example: null })
  readonly tierUntil: string | null;

  @OneOf(tiers, { nullable: true, example: null, description: 'The tier after that day' })
  readonly tierAfter: Tier | null;

  @Country()
  readonly country: string;

  @Text({ max: 300, nullable: true, example: 'HRB 12345' })
  readonly registrationNumber: string | null;

  @Text({ max: 300, nullable: true, example: 'https://northwind.example' })
  readonly website: string | null;

  @ListOf('string', { max: 100, example: ['DACH'] })
  readonly territories: readonly string[];

  @ListOf(segments, { max: 20 })
  readonly segments: readonly string[];

  @ListOf('string', { max: 50, example: ['switching'] })
  readonly specializations: readonly string[];

  @Uuid({ nullable: true })
  readonly parentDistributorId: string | null;

  @MoneyField({ nullable: true })
  readonly annualRevenue: MoneyJson | null;

  @Instant({ nullable: true })
  readonly activatedAt: Date | null;

  @Instant({ nullable: true, example: null })
  readonly terminatedAt: Date | null;

  @Text({ max: 400, nullable: true, example: null })
  readonly suspensionReason: string | null;

  @ListOf(() => PartnerAgreementDto, { max: 100, optional: true, description: 'For the vendor and the partner itself' })
  readonly agreements?: readonly PartnerAgreementDto[];

  @ListOf('string', {
    max: 100,
    optional: true,
    example: [],
    description: 'Kinds of mandatory agreements that wait for a signature',
  })
  readonly unsignedAgreements?: readonly string[];

  @ListOf(() => CertifiedPeopleDto, {
    max: 1000,
    optional: true,
    description: 'People who are certified today, where one partner is read; for the vendor and the partner itself',
  })
  readonly certifications?: readonly CertifiedPeopleDto[];

  @ListOf(() => PendingChangeDto, { max: 10, optional: true, description: 'Changes that wait for the vendor' })
  readonly pendingChanges?: readonly PendingChangeDto[];

  @Text({ max: 200, nullable: true, optional: true, example: 'channel-manager', description: 'The channel manager' })
  readonly ownedBy?: string | null;

  @Uuid({ optional: true, nullable: true, description: 'For the vendor only; null for one that was brought over' })
  readonly applicationId?: string | null;

  @ListOf(() => ExternalIdDto, {
    max: 20,
    optional: true,
    description: 'What other systems call it; for the vendor only',
  })
  readonly externalIds?: PartnerState['externalIds'];

  @Nested(() => PartnershipDto, { optional: true, nullable: true, description: 'For the vendor only' })
  readonly partnership?: PartnershipDto | null;
}

/** The vendor sees all of it, the partner what is its own, its distributor what a customer would. */
export function partnerAnswer(partner: Saved<PartnerState>, actor: Actor): PartnerDto {
  const { id, number, version, createdAt, updatedAt, legalName, type, status, tier, tierUntil, tierAfter } = partner;
  const {
    country,
    registrationNumber,
    website,
    territories,
    segments: markets,
    specializations,
    parentDistributorId,
  } = partner;
  const { annualRevenue, activatedAt, terminatedAt, suspensionReason, agreements, ownedBy } = partner;
  const known = {
    id,
    number,
    version,
    createdAt,
    updatedAt,
    legalName,
    type,
    status,
    tier,
    tierUntil,
    tierAfter,
    country,
  };
  const profile = { registrationNumber, website, territories, segments: markets, specializations, parentDistributorId };
  const isOwn = actor.kind !== 'partner' || actor.partnerId === id;
  return {
    ...known,
    ...profile,
    annualRevenue: isOwn ? annualRevenue : null,
    activatedAt,
    terminatedAt,
    suspensionReason: isOwn ? suspensionReason : null,
    ...(isOwn
      ? {
          agreements,
          unsignedAgreements: [...new Set(unsigned(agreements).map(({ kind }) => kind))],
          pendingChanges: partner.pendingChanges.map((change) => ({ ...change, value: [change.value].flat() })),
          ownedBy,
        }
      : {}),
    ...(actor.kind === 'partner'
      ? {}
      : { applicationId: partner.applicationId, partnership: partner.partnership, externalIds: partner.externalIds }),
  };
}
