import { Day, OneOf, Text, Whole } from '@tributary/http';

/** How many people of a partner hold a certification today. */
export class CertifiedPeopleDto {
  @Text({ max: 64, example: 'GTX-SALES' })
  readonly definition: string;

  @Text({ max: 200, example: 'GTX sales specialist' })
  readonly name: string;

  @OneOf(['sales', 'technical', 'service'])
  readonly kind: string;

  @Whole({ max: 1_000_000, example: 3, description: 'People who hold it today' })
  readonly people: number;

  @Whole({ max: 1_000_000, example: 1, description: 'Those of them whose certification ends within 90 days' })
  readonly expiring: number;

  @Day({ nullable: true, description: 'When the first of them ends unless it is renewed' })
  readonly firstEndsOn: string | null;
}
