import type { MoneyJson } from '@tributary/kernel';
import {
  Country,
  Flag,
  Free,
  Instant,
  ListOf,
  MoneyField,
  Nested,
  NumberedRepresentation,
  OneOf,
  Text,
  Uuid,
} from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import { ContactDto, OverrideDto } from './application-input.dto.js';
import { matchReasons } from './duplicate-check.js';
import {
  applicationStatuses,
  partnerTypes,
  segments,
  type ApplicationStatus,
  type PartnerApplicationState,
  type PartnerType,
} from './partner-application.js';

export class PossibleDuplicateDto {
  @OneOf(['partner', 'application'])
  readonly kind: 'partner' | 'application';

  @Uuid()
  readonly id: string;

  @ListOf(matchReasons, { max: 3 })
  readonly on: string[];
}

export class GivenOverrideDto extends OverrideDto {
  @Text({ max: 200, example: 'channel-manager' })
  readonly by: string;
}

export class PartnerApplicationDto extends NumberedRepresentation {
  @OneOf(applicationStatuses, { example: 'in_review' })
  readonly status: ApplicationStatus;

  @Text({ max: 300, example: 'Northwind Networks GmbH' })
  readonly legalName: string;

  @Text({ max: 300, nullable: true, example: 'HRB 12345' })
  readonly registrationNumber: string | null;

  @Text({ max: 300, nullable: true, example: 'https://northwind.example' })
  readonly website: string | null;

  @Country()
  readonly country: string;

  @OneOf(partnerTypes, { example: 'value_added_reseller' })
  readonly partnerType: PartnerType;

  @ListOf('string', { max: 100, example: ['DACH'] })
  readonly territories: readonly string[];

  @ListOf(segments, { max: 20 })
  readonly segments: readonly string[];

  @ListOf('string', { max: 50, maxLength: 300 })
  readonly capabilities: readonly string[];

  @MoneyField({ nullable: true })
  readonly expectedYearlyRevenue: MoneyJson | null;

  @Free({ example: { employees: '40' } })
  readonly answers: Readonly<Record<string, string>>;

  @Text({ max: 300, nullable: true, example: 'Tailspin Distribution' })
  readonly referrer: string | null;

  @Nested(() => ContactDto)
  readonly contact: ContactDto;

  @Instant({ nullable: true })
  readonly submittedAt: Date | null;

  @Text({ max: 200, nullable: true, example: 'channel-manager' })
  readonly assignedTo: string | null;

  @Flag({ example: false, description: 'Held as a possible duplicate: it is not approved before somebody cleared it' })
  readonly isHeldAsDuplicate: boolean;

  @ListOf(() => PossibleDuplicateDto, { max: 50 })
  readonly possibleDuplicates: readonly PossibleDuplicateDto[];

  @ListOf(['POSSIBLE_DUPLICATE', 'UNASSIGNED'], { max: 5, description: 'What somebody has to see to' })
  readonly warnings: readonly string[];

  @Text({ max: 1000, nullable: true, example: null, description: 'What the applicant was asked' })
  readonly question: string | null;

  @Text({ max: 200, nullable: true, example: null })
  readonly decidedBy: string | null;

  @Instant({ nullable: true, example: null })
  readonly decidedAt: Date | null;

  @Text({ max: 400, nullable: true, example: null })
  readonly decisionReason: string | null;

  @Nested(() => GivenOverrideDto, { nullable: true })
  readonly override: GivenOverrideDto | null;

  @Uuid({ nullable: true })
  readonly evaluationId: string | null;

  @Uuid({ nullable: true })
  readonly partnerId: string | null;
}

/** What the applicant sees: nothing of matches, evaluations or people. */
export class ApplicationStatusDto {
  @Uuid()
  readonly id: string;

  @Text({ max: 40, nullable: true, example: 'PA-2026-000001' })
  readonly number: string | null;

  @OneOf(applicationStatuses, { example: 'submitted' })
  readonly status: ApplicationStatus;

  @Text({ max: 300, example: 'Northwind Networks GmbH' })
  readonly legalName: string;

  @Instant({ nullable: true })
  readonly submittedAt: Date | null;

  @Text({ max: 1000, nullable: true, example: null, description: 'What we need to know from you' })
  readonly question: string | null;

  @Text({ max: 400, example: '/v1/partner-applications/0190f3a0-0000-7000-8000-000000000010/status?token=lfls5s.4f9' })
  readonly statusLink: string;
}

export function applicationAnswer(application: Saved<PartnerApplicationState>): PartnerApplicationDto {
  const { contactName: name, contactEmail: email, status, isHeldAsDuplicate, assignedTo } = application;
  const isOpen = status === 'submitted' || status === 'in_review' || status === 'info_requested';
  const {
    emailDomain: _domain,
    nameKey: _name,
    registrationKey: _registration,
    consentAt: _consent,
    ...shown
  } = application;
  const { contactName: _contact, contactEmail: _address, ...rest } = shown;
  return {
    ...rest,
    contact: { name, email },
    possibleDuplicates: application.possibleDuplicates.map(({ kind, id, on }) => ({ kind, id, on: [...on] })),
    warnings: [
      ...(isOpen && isHeldAsDuplicate ? ['POSSIBLE_DUPLICATE'] : []),
      ...(isOpen && assignedTo === null ? ['UNASSIGNED'] : []),
    ],
  };
}

export function statusAnswer(application: Saved<PartnerApplicationState>, token: string): ApplicationStatusDto {
  const { id, number, status, legalName, submittedAt, question } = application;
  const statusLink = `/v1/partner-applications/${id}/status?token=${token}`;
  return { id, number, status, legalName, submittedAt, question, statusLink };
}
