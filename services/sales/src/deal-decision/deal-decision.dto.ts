import { Text } from '@tributary/http';

export class StatedReasonDto {
  @Text({ max: 400, example: 'Please name the project', description: 'The partner reads it' })
  readonly reason: string;
}

export class OptionalReasonDto {
  @Text({ max: 400, optional: true, nullable: true, example: 'First in line', description: 'The partner reads it' })
  readonly reason?: string | null;
}

export class StatedCauseDto {
  @Text({
    max: 400,
    example: 'The evidence was wrong',
    description: 'The partner reads it once the revocation is confirmed',
  })
  readonly reason: string;
}

export class DeclineDto {
  @Text({ max: 400, example: 'The evidence was right after all', description: 'For the vendor only' })
  readonly reason: string;
}
