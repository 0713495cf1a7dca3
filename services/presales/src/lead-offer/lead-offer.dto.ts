import { MoneyDto, MoneyField, OneOf, Text } from '@tributary/http';

const codes = [
  ...['no_capacity', 'out_of_territory', 'no_expertise'],
  ...['too_small', 'conflict_of_interest', 'not_interested'],
] as const;

export class AcceptLeadDto {
  @Text({ max: 1000, example: 'Call on Thursday about the core switches' })
  readonly nextStep: string;

  @MoneyField()
  readonly expectedValue: MoneyDto;
}

export class DeclineLeadDto {
  @OneOf(codes)
  readonly code: (typeof codes)[number];

  @Text({ max: 400, optional: true, nullable: true, example: 'All engineers are booked until May' })
  readonly reason?: string | null;
}
