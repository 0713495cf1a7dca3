import { Controller, Query } from '@nestjs/common';
import { CurrentActor, ListOperation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import type { Page } from '@tributary/persistence';
import { DealProbingDto, DealProbingsQuery } from './deal-probing.dto.js';
import { DealProbingQueries } from './deal-probing.queries.js';

@Controller('v1/deal-registrations/probing')
export class DealProbingController {
  constructor(private readonly queries: DealProbingQueries) {}

  @ListOperation({
    roles: ['admin', 'channel_manager', 'deal_desk'],
    scope: 'deals:read',
    errors: ['VENDOR_ONLY'],
    summary: 'Partners whose checks look as if they wanted to know whom others work with',
    item: DealProbingDto,
  })
  list(@CurrentActor() actor: Actor, @Query() query: DealProbingsQuery): Promise<Page<DealProbingDto>> {
    return this.queries.page(actor, query);
  }
}
