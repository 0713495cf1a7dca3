import { Flag, Instant, ListOf, OneOf, Representation, Text, Uuid, Whole } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { Level } from '../maturity-model/model-content.js';
import type { GivenAnswer, MaturityResponseState, Respondent } from './maturity-response.js';
import { confidences, type Confidence } from './sheet.js';

const question = { max: 20, example: 'DR1' };
const role = { max: 100, example: 'Head of channel', description: 'What makes this person able to answer' };
const because = { max: 1000, example: null };
const evidence = { max: 10, maxLength: 1000, example: ['Decision log of the last quarter'] };

export class RespondentDto {
  @Text({ max: 200, example: 'channel-manager', description: 'The subject of the person’s token' })
  readonly subject: string;

  @Text(role)
  readonly role: string;

  @Uuid({ optional: true, nullable: true, example: null, description: 'Set for a partner’s person' })
  readonly partnerId?: string | null;
}

export class GivenAnswerDto {
  @Text(question)
  readonly question: string;

  @Whole({
    min: 1,
    max: 4,
    optional: true,
    nullable: true,
    example: 3,
    description: 'The highest anchor of which every clause is true today',
  })
  readonly level?: Level | null;

  @Text({
    ...because,
    optional: true,
    nullable: true,
    description: 'Instead of a level: why the question does not apply',
  })
  readonly notApplicableBecause?: string | null;

  @ListOf('string', { ...evidence, optional: true, description: 'What the answer rests on' })
  readonly evidence?: readonly string[];

  @OneOf(confidences, { optional: true, example: 'medium', description: '`medium` unless told' })
  readonly confidence?: Confidence;
}

export class GivenAnswersDto {
  @ListOf(() => GivenAnswerDto, { min: 1, max: 100 })
  readonly answers: readonly GivenAnswerDto[];
}

export class DismissedRespondentDto {
  @Uuid({ description: 'The response of the person' })
  readonly responseId: string;

  @Text({ max: 400, example: 'Has left the company' })
  readonly reason: string;
}

export class AnswerDto {
  @Text(question)
  readonly question: string;

  @Whole({ min: 1, max: 4, nullable: true, example: 3, description: 'Null if it does not apply' })
  readonly level: Level | null;

  @Text({ ...because, nullable: true })
  readonly notApplicableBecause: string | null;

  @ListOf('string', evidence)
  readonly evidence: readonly string[];

  @OneOf(confidences, { example: 'medium' })
  readonly confidence: Confidence;

  @Instant({ example: '2026-03-02T09:00:00.000Z' })
  readonly answeredAt: string;
}

export class MaturityResponseDto extends Representation {
  @Uuid()
  readonly assessmentId: string;

  @Text({ max: 200, example: 'channel-manager' })
  readonly subject: string;

  @Uuid({ nullable: true, example: null })
  readonly partnerId: string | null;

  @Text(role)
  readonly role: string;

  @Flag({ example: false, description: 'The answers do not count any more' })
  readonly isDismissed: boolean;

  @ListOf(() => AnswerDto, { max: 500 })
  readonly answers: readonly AnswerDto[];
}

export function responseOf(row: Saved<MaturityResponseState>): MaturityResponseDto {
  const {
    id,
    version,
    createdAt,
    updatedAt,
    assessmentId,
    subject,
    partnerId,
    role: named,
    isDismissed,
    answers,
  } = row;
  return { id, version, createdAt, updatedAt, assessmentId, subject, partnerId, role: named, isDismissed, answers };
}

export function respondentFrom({ subject, role: named, partnerId }: RespondentDto): Respondent {
  return { subject, role: named, partnerId: partnerId ?? null };
}

export function answerFrom({ question: asked, level, notApplicableBecause, ...rest }: GivenAnswerDto): GivenAnswer {
  return {
    question: asked,
    level: level ?? null,
    notApplicableBecause: notApplicableBecause ?? null,
    evidence: rest.evidence ?? [],
    confidence: rest.confidence ?? 'medium',
  };
}
