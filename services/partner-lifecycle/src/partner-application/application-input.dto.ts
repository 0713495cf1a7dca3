import {
  Country,
  Email,
  Flag,
  Free,
  ListOf,
  ListQuery,
  MoneyDto,
  MoneyField,
  Nested,
  OneOf,
  Text,
} from '@tributary/http';
import {
  applicationStatuses,
  partnerTypes,
  segments,
  type ApplicationStatus,
  type PartnerType,
} from './partner-application.js';

export class ContactDto {
  @Text({ max: 200, example: 'Managing director' })
  readonly name: string;

  @Email({ example: 'director@northwind.example' })
  readonly email: string;
}

class ApplicationFields {
  @Text({ max: 300, optional: true, nullable: true, example: 'HRB 12345' })
  readonly registrationNumber?: string | null;

  @Text({ max: 300, optional: true, nullable: true, example: 'https://northwind.example' })
  readonly website?: string | null;

  @ListOf('string', { max: 100, maxLength: 64, optional: true, example: ['DACH'], description: 'Codes of territories' })
  readonly territories?: string[];

  @ListOf(segments, { max: 3, optional: true })
  readonly segments?: string[];

  @ListOf('string', { max: 50, maxLength: 300, optional: true, example: ['network design'] })
  readonly capabilities?: string[];

  @MoneyField({ optional: true, nullable: true })
  readonly expectedYearlyRevenue?: MoneyDto | null;

  @Free({
    optional: true,
    depth: 1,
    size: 100,
    example: { employees: '40' },
    description: 'Question -> answer, as texts',
  })
  readonly answers?: Record<string, unknown>;

  @Text({ max: 300, optional: true, nullable: true, example: 'Tailspin Distribution' })
  readonly referrer?: string | null;
}

export class ApplyDto extends ApplicationFields {
  @Text({ max: 300, example: 'Northwind Networks GmbH' })
  readonly legalName: string;

  @Country()
  readonly country: string;

  @OneOf(partnerTypes, { example: 'value_added_reseller' })
  readonly partnerType: PartnerType;

  @Nested(() => ContactDto)
  readonly contact: ContactDto;

  @Flag({ description: 'The applicant agrees that its data is kept to decide on the application; must be true' })
  readonly consent: boolean;

  @Flag({ optional: true, example: false, description: 'Keep it as a draft; submitted at once unless told' })
  readonly draft?: boolean;
}

export class ReviseApplicationDto extends ApplicationFields {
  @Text({ max: 300, optional: true, example: 'Northwind Networks GmbH' })
  readonly legalName?: string;

  @Country({ optional: true })
  readonly country?: string;

  @OneOf(partnerTypes, { optional: true, example: 'value_added_reseller' })
  readonly partnerType?: PartnerType;

  @Nested(() => ContactDto, { optional: true })
  readonly contact?: ContactDto;
}

export class StatusLinkQuery {
  @Text({ max: 200, optional: true, example: 'lfls5s.4f9', description: 'The token of the status link' })
  readonly token?: string;
}

export class ApplicationListQuery extends ListQuery {
  @OneOf(applicationStatuses, { optional: true })
  readonly status?: ApplicationStatus;

  @OneOf(partnerTypes, { optional: true })
  readonly partnerType?: PartnerType;

  @Flag({ optional: true, description: 'Only those held as possible duplicates, or only the others' })
  readonly held?: boolean;

  @Flag({ optional: true, description: 'Only those that nobody looks after, or only the others' })
  readonly unassigned?: boolean;

  @Text({ max: 100, optional: true, example: 'north', description: 'A part of the legal name' })
  readonly q?: string;
}

export class AssignDto {
  @Text({ max: 200, optional: true, example: 'channel-manager', description: 'Yourself unless told' })
  readonly assignedTo?: string;
}

export class QuestionDto {
  @Text({ max: 1000, example: 'Who owns the company?' })
  readonly question: string;
}

export class AnswerDto {
  @Text({ max: 4000, example: 'The founders, half each.' })
  readonly answer: string;
}

export class ApplicationReasonDto {
  @Text({ max: 400, example: 'No capacity in the territory' })
  readonly reason: string;
}

export class OverrideDto {
  @Text({ max: 400, example: 'The only one that reaches this market' })
  readonly reason: string;
}

export class ApproveApplicationDto {
  @Text({ max: 400, optional: true, nullable: true, example: 'Fits the plan for this territory' })
  readonly reason?: string | null;

  @Nested(() => OverrideDto, {
    optional: true,
    nullable: true,
    description: 'You answer for approving against the recommendation',
  })
  readonly override?: OverrideDto | null;
}
