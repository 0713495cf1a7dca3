import { ApiProperty } from '@nestjs/swagger';
import { text } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { OpportunityState } from './opportunity.js';

export class OpportunityDto {
  @ApiProperty()
  readonly state: Saved<OpportunityState>;
  static readonly text = text;
}
