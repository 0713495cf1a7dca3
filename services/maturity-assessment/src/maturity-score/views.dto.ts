import { Flag, Instant, ListOf, Nested, OneOf, Text, Uuid, Whole } from '@tributary/http';
import type { Level } from '../maturity-model/model-content.js';

const mean = { max: 20, nullable: true, example: '2.5000' };
const answered = { min: 1, max: 4, nullable: true };

export class ViewDto {
  @Whole({ example: 2 })
  readonly respondents: number;

  @Whole({ example: 0 })
  readonly notApplicable: number;

  @Text(mean)
  readonly mean: string | null;

  @Whole({ ...answered, example: 2 })
  readonly lowest: number | null;

  @Whole({ ...answered, example: 3 })
  readonly highest: number | null;

  @Whole({ max: 3, nullable: true, example: 1, description: 'Levels between the two; 0 is agreement' })
  readonly spread: number | null;
}

export class GivenByDto {
  @Text({ max: 200, example: 'channel-manager' })
  readonly subject: string;

  @Text({ max: 100, example: 'Head of channel' })
  readonly role: string;

  @Uuid({ nullable: true, example: null })
  readonly partnerId: string | null;

  @Whole({ ...answered, example: 3 })
  readonly level: Level | null;

  @Text({ max: 1000, nullable: true, example: null })
  readonly notApplicableBecause: string | null;

  @ListOf('string', { max: 10, maxLength: 1000 })
  readonly evidence: readonly string[];

  @OneOf(['low', 'medium', 'high'], { example: 'medium' })
  readonly confidence: string;

  @Instant({ example: '2026-03-02T09:00:00.000Z' })
  readonly answeredAt: string;
}

export class QuestionViewsDto {
  @Text({ max: 20, example: 'DR1' })
  readonly question: string;

  @Text({ max: 100, example: 'deal-registration' })
  readonly capability: string;

  @Nested(() => ViewDto)
  readonly own: ViewDto;

  @Nested(() => ViewDto)
  readonly partners: ViewDto;

  @Text({ ...mean, example: '0.5000', description: 'Own mean less the partners’ mean' })
  readonly gap: string | null;

  @Flag({ example: false, description: 'Two levels or more apart, or not applicable to some and to others it is' })
  readonly isDisputed: boolean;

  @ListOf(() => GivenByDto, { max: 1000 })
  readonly answers: readonly GivenByDto[];
}
