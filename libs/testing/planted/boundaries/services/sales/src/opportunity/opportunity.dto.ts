import { ApiProperty } from '@nestjs/swagger';
import { text } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import { AccountDto } from '../account/account.dto.js';
import type { OpportunityState } from './opportunity.js';

export class OpportunityDto {
  @ApiProperty()
  readonly state: Saved<OpportunityState>;
  readonly account: AccountDto;
  static readonly text = text;
}
