import { Flag, Instant, ListOf, Nested, NumberedRepresentation, OneOf, Text, Uuid, Whole } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { Level } from '../maturity-model/model-content.js';
import type { Form } from '../maturity-score/question-value.js';
import { sizes, statuses, type AssessmentStatus, type MaturityAssessmentState, type Size } from './assessment-state.js';

const code = { max: 64, pattern: /^[A-Za-z0-9]+([_-][A-Za-z0-9]+)*$/ };
const level = { min: 1, max: 4 };

export class OrganizationDto {
  @Text({ max: 200, example: 'Tributary Networks' })
  readonly name: string;

  @Text({ ...code, example: 'network_equipment' })
  readonly industry: string;

  @OneOf(sizes, { example: '250-999', description: 'Employees' })
  readonly size: Size;

  @Text({ ...code, example: 'EMEA' })
  readonly region: string;

  @Flag({ example: true, description: 'The vendor that runs this deployment: its own events are evidence' })
  readonly isOwn: boolean;
}

export class TargetDto {
  @Text({ max: 100, example: 'deal-registration' })
  readonly capability: string;

  @Whole({ ...level, example: 4 })
  readonly level: Level;
}

export class AssessedByDto {
  @Uuid()
  readonly id: string;

  @Text({ max: 100, example: 'tributary-prm' })
  readonly key: string;

  @Whole({ min: 1, example: 1 })
  readonly release: number;
}

export class ReviewNoteDto {
  @Text({ max: 20, example: 'DR1' })
  readonly question: string;

  @Text({ max: 1000, example: 'Deals of the new region are decided outside of the system until June' })
  readonly note: string;
}

export class MaturityAssessmentDto extends NumberedRepresentation {
  @Text({ max: 200, example: 'Yearly self-assessment' })
  readonly name: string;

  @Nested(() => OrganizationDto)
  readonly organization: OrganizationDto;

  @Nested(() => AssessedByDto, { description: 'The release that it began with; it keeps it' })
  readonly model: AssessedByDto;

  @OneOf(['core', 'full'], { description: 'The short form asks the core questions' })
  readonly form: Form;

  @OneOf(statuses, { example: 'in_progress' })
  readonly status: AssessmentStatus;

  @Flag({ example: false, description: 'People of partners may be named as respondents' })
  readonly isOpenToPartners: boolean;

  @ListOf(() => TargetDto, { max: 100 })
  readonly targets: readonly TargetDto[];

  @Whole({ ...level, nullable: true, example: null, description: 'For all other capabilities; null = the next level' })
  readonly targetLevel: Level | null;

  @Whole({ ...level, nullable: true, example: null, description: 'From the submission on' })
  readonly level: Level | null;

  @Text({ max: 20, nullable: true, example: null, description: 'The overall mean, from the submission on' })
  readonly overall: string | null;

  @Text({ max: 200, nullable: true, example: null })
  readonly submittedBy: string | null;

  @Instant({ nullable: true })
  readonly submittedAt: Date | null;

  @Text({ max: 200, nullable: true, example: null })
  readonly reviewedBy: string | null;

  @Instant({ nullable: true })
  readonly reviewedAt: Date | null;

  @ListOf(() => ReviewNoteDto, { max: 100 })
  readonly notes: readonly ReviewNoteDto[];

  @Text({ max: 200, nullable: true, example: null })
  readonly finalizedBy: string | null;

  @Instant({ nullable: true })
  readonly finalizedAt: Date | null;
}

/** As it is listed: what an assessment came to is read at its score. */
export type AssessmentRow = Omit<Saved<MaturityAssessmentState>, 'result' | 'organizationKey' | 'openedBy'>;

export function assessmentOf(row: AssessmentRow): MaturityAssessmentDto {
  const { id, number, version, createdAt, updatedAt, name, organization, form, status } = row;
  const { isOpenToPartners, targets, targetLevel, level: reached, overall, notes } = row;
  const { submittedBy, submittedAt, reviewedBy, reviewedAt, finalizedBy, finalizedAt } = row;
  return {
    ...{ id, number, version, createdAt, updatedAt, name, organization, form, status },
    model: { id: row.modelId, key: row.modelKey, release: row.modelRelease },
    ...{ isOpenToPartners, targets, targetLevel, level: reached, overall, notes },
    ...{ submittedBy, submittedAt, reviewedBy, reviewedAt, finalizedBy, finalizedAt },
  };
}
