import { Flag, Instant, ListOf, OneOf, Text, Whole } from '@tributary/http';

/** One assessment in a file: what it is about and what it came to, capability by capability. */
export class AssessmentRowDto {
  @Text({ max: 40, example: 'MA-2026-000003' })
  readonly number: string;

  @Text({ max: 200, example: 'Yearly self-assessment' })
  readonly name: string;

  @Text({ max: 200, example: 'Tributary Networks' })
  readonly organization: string;

  @Text({ max: 64, example: 'network_equipment' })
  readonly industry: string;

  @Text({ max: 20, example: '250-999' })
  readonly size: string;

  @Text({ max: 64, example: 'EMEA' })
  readonly region: string;

  @Flag({ example: true })
  readonly isOwn: boolean;

  @Text({ max: 100, example: 'tributary-prm' })
  readonly model: string;

  @Whole({ min: 1, example: 1 })
  readonly release: number;

  @OneOf(['core', 'full'])
  readonly form: string;

  @Text({ max: 20, example: 'final' })
  readonly status: string;

  @Whole({ min: 1, max: 4, nullable: true, example: 2 })
  readonly level: number | null;

  @Text({ max: 20, nullable: true, example: '2.1350' })
  readonly overall: string | null;

  @ListOf('string', { max: 20, example: ['presales=2.2500'] })
  readonly areas: readonly string[];

  @ListOf('string', { max: 100, example: ['joint-marketing=2.0000', 'mobile-access='] })
  readonly capabilities: readonly string[];

  @Instant({ nullable: true })
  readonly submittedAt: Date | null;

  @Instant({ nullable: true })
  readonly finalizedAt: Date | null;
}
