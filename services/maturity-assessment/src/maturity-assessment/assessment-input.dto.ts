import { exportQueryOf, Flag, ListOf, ListQuery, Nested, OneOf, Text, Uuid, Whole } from '@tributary/http';
import type { Level } from '../maturity-model/model-content.js';
import type { Form } from '../maturity-score/question-value.js';
import { statuses, type AssessmentDetails, type AssessmentStatus } from './assessment-state.js';
import { OrganizationDto, ReviewNoteDto, TargetDto } from './maturity-assessment.dto.js';

const name = { max: 200, example: 'Yearly self-assessment' };
const targetLevel = { min: 1, max: 4, optional: true, nullable: true, example: 3 };
const open = { optional: true, example: false, description: 'People of partners may be named as respondents' };

export class FirstRespondentDto {
  @Text({ max: 200, example: 'channel-manager', description: 'The subject of the person’s token' })
  readonly subject: string;

  @Text({ max: 100, example: 'Head of channel' })
  readonly role: string;

  @Uuid({ optional: true, nullable: true, example: null, description: 'Set for a partner’s person' })
  readonly partnerId?: string | null;
}

export class OpenedAssessmentDto {
  @Text(name)
  readonly name: string;

  @Nested(() => OrganizationDto)
  readonly organization: OrganizationDto;

  @Uuid({
    optional: true,
    nullable: true,
    example: null,
    description: 'The newest release of the shipped model unless told',
  })
  readonly modelId?: string | null;

  @OneOf(['core', 'full'], { optional: true, example: 'core', description: '`full` unless told' })
  readonly form?: Form;

  @ListOf(() => TargetDto, { max: 100, optional: true })
  readonly targets?: readonly TargetDto[];

  @Whole({ ...targetLevel, description: 'For all other capabilities; the next level of each unless told' })
  readonly targetLevel?: Level | null;

  @Flag(open)
  readonly isOpenToPartners?: boolean;

  @ListOf(() => FirstRespondentDto, { min: 1, max: 50, optional: true, description: 'You alone unless told' })
  readonly respondents?: readonly FirstRespondentDto[];
}

export class RevisedAssessmentDto {
  @Text({ ...name, optional: true })
  readonly name?: string;

  @Nested(() => OrganizationDto, { optional: true })
  readonly organization?: OrganizationDto;

  @ListOf(() => TargetDto, { max: 100, optional: true })
  readonly targets?: readonly TargetDto[];

  @Whole(targetLevel)
  readonly targetLevel?: Level | null;

  @Flag(open)
  readonly isOpenToPartners?: boolean;
}

export class ReturnedAssessmentDto {
  @Text({ max: 400, example: 'Please name the reports behind the answers on training' })
  readonly reason: string;
}

export class ReviewDto {
  @ListOf(() => ReviewNoteDto, { max: 100, optional: true, description: 'One for each flagged question at least' })
  readonly notes?: readonly ReviewNoteDto[];
}

export class AssessmentsQuery extends ListQuery {
  @OneOf(statuses, { optional: true, example: 'final' })
  readonly status?: AssessmentStatus;

  @Uuid({ optional: true, description: 'Assessed by this release' })
  readonly modelId?: string;

  @Flag({ optional: true, description: 'Of the vendor that runs this deployment' })
  readonly isOwn?: boolean;

  @Whole({ min: 1, max: 4, optional: true, example: 2 })
  readonly level?: Level;
}

export class AssessmentsExportQuery extends exportQueryOf(AssessmentsQuery) {}

export function detailsFrom(body: OpenedAssessmentDto): AssessmentDetails {
  return {
    name: body.name,
    organization: { ...body.organization },
    targets: body.targets ?? [],
    targetLevel: body.targetLevel ?? null,
    isOpenToPartners: body.isOpenToPartners ?? false,
  };
}
