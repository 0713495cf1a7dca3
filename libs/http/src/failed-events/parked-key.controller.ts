import { Body, Get, Injectable, Post, Query } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { ParkedKeys, type Retried } from '@tributary/messaging';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import { HistoryOperation, HistoryQuery } from '../history/history.js';
import { ListOperation } from '../lists/list-operation.js';
import { PageOf } from '../lists/list-query.js';
import { Operation } from '../operations/operation.js';
import { CurrentActor, EntityId } from '../requests/parameters.js';
import { CorrectedEventDto, DiscardedEventDto, FailedEventDto } from './failed-event.dto.js';
import {
  ParkedKeyDetailDto,
  ParkedKeyDto,
  ParkedKeyQuery,
  RetriedDto,
  RetryByErrorDto,
  shownParkedKey,
} from './parked-key.dto.js';

const admin = { roles: ['admin'] as const };
const noun = 'parked key';

/** Keys whose first event fails. Each service has them under a path of its own. */
@Injectable()
export class ParkedKeyController {
  constructor(
    private readonly parked: ParkedKeys,
    private readonly reads: Reads,
  ) {}

  @ListOperation({ ...admin, summary: 'List the keys whose events wait for a retry or a decision', item: ParkedKeyDto })
  list(@CurrentActor() actor: Actor, @Query() query: ParkedKeyQuery): Promise<Page<ParkedKeyDto>> {
    return this.parked.list(actor, query, query.page());
  }

  @Post('retry-by-error')
  @Operation({
    ...admin,
    summary: 'Try every key again whose error matches, some at a time',
    description: 'Repeat the call, each time with a new Idempotency-Key, until nothing remains.',
    answer: RetriedDto,
  })
  retryByError(@CurrentActor() actor: Actor, @Body() { limit = 100, ...by }: RetryByErrorDto): Promise<Retried> {
    return this.parked.retryByError(actor, { ...by, limit });
  }

  @Get(':id')
  @Operation({ ...admin, summary: 'Show a parked key with its first events', answer: ParkedKeyDetailDto })
  async show(@CurrentActor() actor: Actor, @EntityId('id', noun) id: string): Promise<ParkedKeyDetailDto> {
    const [key, { items }] = await Promise.all([
      this.parked.show(actor, id),
      this.parked.events(actor, id, { limit: 20 }),
    ]);
    return { ...shownParkedKey(key), events: items };
  }

  @Get(':id/events')
  @Operation({
    ...admin,
    summary: 'List the events that wait, the one that fails first',
    answer: PageOf(FailedEventDto),
  })
  events(
    @CurrentActor() actor: Actor,
    @EntityId('id', noun) id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<FailedEventDto>> {
    return this.parked.events(actor, id, query.page());
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
  @Operation({ ...admin, summary: 'Try the events of a parked key again at once', answer: ParkedKeyDto })
  async retry(@CurrentActor() actor: Actor, @EntityId('id', noun) id: string): Promise<ParkedKeyDto> {
    return shownParkedKey(await this.parked.retry(actor, id));
  }

  @Post(':id/edit')
  @Operation({
    ...admin,
    summary: 'Give an event other data and try its key again',
    description: 'The data are held to the contract of the event as its producer is: a fault names the field.',
    answer: ParkedKeyDto,
    errors: ['EVENT_WITHOUT_CONTRACT'],
  })
  async edit(
    @CurrentActor() actor: Actor,
    @EntityId('id', noun) id: string,
    @Body() { eventId, data, reason }: CorrectedEventDto,
  ): Promise<ParkedKeyDto> {
    return shownParkedKey(await this.parked.edit(actor, id, eventId, data, reason));
  }

  @Post(':id/discard')
  @Operation({ ...admin, summary: 'Let an event never take effect; those behind it go on' })
  discard(
    @CurrentActor() actor: Actor,
    @EntityId('id', noun) id: string,
    @Body() { eventId, reason }: DiscardedEventDto,
  ): Promise<void> {
    return this.parked.discard(actor, id, eventId, reason);
  }
}
