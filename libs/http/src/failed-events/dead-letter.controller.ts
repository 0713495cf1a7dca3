import { Body, Get, Injectable, Post, Query } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { DeadLetters } from '@tributary/messaging';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import { HistoryOperation, HistoryQuery } from '../history/history.js';
import { ListOperation } from '../lists/list-operation.js';
import { Operation } from '../operations/operation.js';
import { CurrentActor, EntityId } from '../requests/parameters.js';
import { DeadLetterDetailDto, DeadLetterDto, DeadLetterQuery } from './dead-letter.dto.js';
import { CorrectionDto, ReasonDto } from './failed-event.dto.js';

const admin = { roles: ['admin'] as const };
const noun = 'dead letter';
const becomesParked = 'It becomes a parked key until it has taken effect.';

/** Events that no retry can help. Each service has them under a path of its own. */
@Injectable()
export class DeadLetterController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly reads: Reads,
  ) {}

  @ListOperation({ ...admin, summary: 'List the events that cannot be handled', item: DeadLetterDto })
  list(@CurrentActor() actor: Actor, @Query() query: DeadLetterQuery): Promise<Page<DeadLetterDto>> {
    return this.letters.list(actor, query, query.page());
  }

  @Get(':id')
  @Operation({ ...admin, summary: 'Show a dead letter as it came', answer: DeadLetterDetailDto })
  show(@CurrentActor() actor: Actor, @EntityId('id', noun) id: string): Promise<DeadLetterDetailDto> {
    return this.letters.show(actor, id);
  }

  @HistoryOperation({ ...admin, noun })
  history(
    @CurrentActor() actor: Actor,
    @EntityId('id', noun) id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    return historyOf(this.reads, actor, { noun }, id, query.page());
  }

  @Post(':id/retry')
  @Operation({ ...admin, summary: 'Try a dead letter again as it is', description: becomesParked })
  retry(@CurrentActor() actor: Actor, @EntityId('id', noun) id: string): Promise<void> {
    return this.letters.retry(actor, id);
  }

  @Post(':id/edit')
  @Operation({
    ...admin,
    summary: 'Give a dead letter other data and try it again',
    description: `The data are held to the contract of the event as its producer is: a fault names the field. ${becomesParked}`,
    errors: ['EVENT_WITHOUT_CONTRACT'],
  })
  edit(
    @CurrentActor() actor: Actor,
    @EntityId('id', noun) id: string,
    @Body() { data, reason }: CorrectionDto,
  ): Promise<void> {
    return this.letters.edit(actor, id, data, reason);
  }

  @Post(':id/discard')
  @Operation({ ...admin, summary: 'Let a dead letter never take effect' })
  discard(
    @CurrentActor() actor: Actor,
    @EntityId('id', noun) id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<void> {
    return this.letters.discard(actor, id, reason);
  }
}
