import { MoneyDto, MoneyField } from '@tributary/http';

export class StatedWinDto {
  @MoneyField({
    optional: true,
    nullable: true,
    description: "What was really sold, in the deal's currency; what was said last unless told",
  })
  readonly value?: MoneyDto | null;
}
