import { Day, MoneyDto, MoneyField, Text, Uuid } from '@tributary/http';

const left = { optional: true, nullable: true } as const;

export class ConvertLeadDto {
  @Uuid({ ...left, description: 'An account that is known already' })
  readonly accountId?: string | null;

  @Text({ max: 400, ...left, example: 'Acme Corporation: core switches', description: 'Name of the opportunity' })
  readonly name?: string | null;

  @MoneyField({ ...left, description: 'What the partner expected when it accepted, unless told' })
  readonly value?: MoneyDto | null;

  @Day({ ...left, example: '2026-06-30' })
  readonly closeOn?: string | null;
}
