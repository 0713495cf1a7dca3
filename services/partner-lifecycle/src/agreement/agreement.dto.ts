import { Day, Flag, Instant, ListQuery, NumberedRepresentation, OneOf, Text, Uuid, Whole } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import {
  agreementKinds,
  agreementStatuses,
  type AgreementKind,
  type AgreementState,
  type AgreementStatus,
} from './agreement.js';

export class AgreementListQuery extends ListQuery {
  @Uuid({ optional: true })
  readonly partnerId?: string;

  @OneOf(agreementKinds, { optional: true })
  readonly kind?: AgreementKind;

  @OneOf(agreementStatuses, { optional: true })
  readonly status?: AgreementStatus;
}

export class OfferAgreementDto {
  @Uuid()
  readonly partnerId: string;

  @OneOf(agreementKinds, { example: 'deal_registration_terms' })
  readonly kind: AgreementKind;

  @Text({ max: 40, example: '2026-2', description: 'The revision of the text' })
  readonly revision: string;

  @Text({ max: 200, optional: true, example: 'Deal registration terms', description: 'The kind in words unless told' })
  readonly title?: string;

  @Text({
    max: 1000,
    optional: true,
    nullable: true,
    pattern: /^https?:\/\/\S+$/,
    example: 'https://vendor.example/terms.pdf',
  })
  readonly documentUrl?: string | null;

  @Flag({
    optional: true,
    description: 'While it is unsigned, what it covers is closed to the partner; true unless told',
  })
  readonly isMandatory?: boolean;

  @Whole({
    min: 1,
    max: 600,
    optional: true,
    nullable: true,
    example: 36,
    description: 'Months of validity; without end unless told',
  })
  readonly validMonths?: number | null;
}

export class SignAgreementDto {
  @Text({ max: 200, example: 'Signatory of the partner', description: 'Who signs' })
  readonly name: string;

  @Text({ max: 200, optional: true, nullable: true, example: 'Managing director' })
  readonly title?: string | null;

  @Day({
    optional: true,
    nullable: true,
    description: 'The day of the signature where you are; today (UTC) unless told',
  })
  readonly effectiveOn?: string | null;
}

export class EndAgreementDto {
  @Text({ max: 400, example: 'Replaced by new terms' })
  readonly reason: string;
}

export class AgreementDto extends NumberedRepresentation {
  @Uuid()
  readonly partnerId: string;

  @OneOf(agreementKinds)
  readonly kind: AgreementKind;

  @Text({ max: 40, example: '1' })
  readonly revision: string;

  @Text({ max: 200, example: 'Partner agreement' })
  readonly title: string;

  @Text({ max: 1000, nullable: true, example: 'https://vendor.example/terms.pdf' })
  readonly documentUrl: string | null;

  @Flag()
  readonly isMandatory: boolean;

  @OneOf(agreementStatuses, { example: 'signed' })
  readonly status: AgreementStatus;

  @Text({ max: 200, example: 'channel-manager' })
  readonly offeredBy: string;

  @Instant()
  readonly offeredAt: Date;

  @Text({ max: 200, nullable: true, example: 'reseller-admin' })
  readonly signedBy: string | null;

  @Text({ max: 200, nullable: true, example: 'Signatory of the partner' })
  readonly signatoryName: string | null;

  @Text({ max: 200, nullable: true, example: 'Managing director' })
  readonly signatoryTitle: string | null;

  @Instant({ nullable: true })
  readonly signedAt: Date | null;

  @Day({ nullable: true })
  readonly effectiveOn: string | null;

  @Day({ nullable: true, description: 'The last day in force' })
  readonly expiresOn: string | null;

  @Whole({ min: 1, max: 600, nullable: true, example: 36 })
  readonly validMonths: number | null;
}

export function agreementAnswer(row: Saved<AgreementState>): AgreementDto {
  const { noticesGiven: _notices, dueAt: _due, ...agreement } = row;
  return agreement;
}
