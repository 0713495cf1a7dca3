import { Decimals, Flag, ListOf, Nested, OneOf, Text, Whole } from '@tributary/http';
import { ProgramReferenceDto } from '../deal-registration/deal-registration.dto.js';
import type { DealCheck } from './deal-check.js';

export class FailingConditionDto {
  @Text({ max: 64, example: 'BELOW_MINIMUM_VALUE' })
  readonly code: string;

  @Text({ max: 400, example: 'The value is below 1000.00 USD.' })
  readonly detail: string;

  @Text({ min: 0, max: 200, example: '/lines', description: 'Where in the request; empty if it is about the partner' })
  readonly pointer: string;
}

export class BenefitDto {
  @Whole({ example: 90 })
  readonly protectionDays: number;

  @Decimals({
    places: 2,
    nullable: true,
    example: '7',
    description: "On top of the tier's discount; null if the program grants none",
  })
  readonly upliftPercent: string | null;

  @Whole({ example: 2, description: 'Business days within which a review is decided' })
  readonly decisionDays: number;
}

export class DealCheckDto {
  @Flag({ description: 'Nothing of your own stands against a registration' })
  readonly eligible: boolean;

  @ListOf(() => FailingConditionDto, { max: 20 })
  readonly failing: FailingConditionDto[];

  @OneOf(['clear', 'will_be_reviewed'])
  readonly conflict: 'clear' | 'will_be_reviewed';

  @Nested(() => BenefitDto)
  readonly benefit: BenefitDto;

  @Nested(() => ProgramReferenceDto)
  readonly program: ProgramReferenceDto;
}

const duplicate: FailingConditionDto = {
  code: 'DUPLICATE',
  detail: 'You have registered this customer for this product family already.',
  pointer: '/customer',
};

/** Only what concerns the asking partner itself: whether and why a deal would be reviewed must not tell of others. */
export function shownCheck({ assessment, conflict, program, tier, isDuplicate }: DealCheck): DealCheckDto {
  const own = assessment.shortcomings.map(({ code, detail, pointer }) => ({ code, detail, pointer }));
  const failing = isDuplicate ? [...own, duplicate] : own;
  return {
    eligible: failing.length === 0,
    failing,
    conflict: conflict?.stands ? 'will_be_reviewed' : 'clear',
    benefit: {
      protectionDays: program.protectionDays,
      upliftPercent: program.uplifts[tier] ?? null,
      decisionDays: program.decisionDays,
    },
    program: { id: program.id, version: program.version },
  };
}
