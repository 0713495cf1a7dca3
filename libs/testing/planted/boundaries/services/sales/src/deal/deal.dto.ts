// breaks: dto-imports-its-own-technology
import { EntitySchema } from 'typeorm';

export class DealDto {
  readonly row = EntitySchema;
}
