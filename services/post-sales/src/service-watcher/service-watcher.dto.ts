import { Instant, ListOf, Text } from '@tributary/http';

class ServiceWatcherDto {
  @Text({ max: 200, example: 'user-of-northwind' })
  readonly subject: string;

  @Instant()
  readonly since: Date;
}

export class ServiceWatchersDto {
  @ListOf(() => ServiceWatcherDto, { max: 1000 })
  readonly items: readonly ServiceWatcherDto[];
}
