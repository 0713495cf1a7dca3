import { Injectable, Query } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { interventionList } from '@tributary/messaging';
import { Reads, type Page } from '@tributary/persistence';
import { leaveOut } from '../fields/field.js';
import { Text } from '../fields/text.js';
import { ListOperation } from '../lists/list-operation.js';
import { ListQuery } from '../lists/list-query.js';
import { CurrentActor } from '../requests/parameters.js';
import { InterventionDto } from './failed-event.dto.js';

export class InterventionQuery extends ListQuery {
  @Text({ max: 200, optional: true, example: 'points-of-deals' })
  readonly handler?: string;

  @Text({ max: 300, optional: true, example: '01a206ce-e707-7024-8678-770e741e664b' })
  readonly key?: string;
}
leaveOut(InterventionQuery, ['updatedSince']);

/** What operators did about failed events: kept when the events have long taken effect. */
@Injectable()
export class InterventionController {
  constructor(private readonly reads: Reads) {}

  @ListOperation({ roles: ['admin'], summary: 'List what operators did about failed events', item: InterventionDto })
  list(@CurrentActor() actor: Actor, @Query() query: InterventionQuery): Promise<Page<InterventionDto>> {
    return this.reads.page(actor, interventionList(query), query.page());
  }
}
