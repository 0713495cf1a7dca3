import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, ListOperation, Operation, PageOf } from '@tributary/http';
import { Clock, type Actor } from '@tributary/kernel';
import type { Page } from '@tributary/persistence';
import { recordAnswer, scorecardAnswer } from './scorecard-answer.dto.js';
import { RecordQuery, ScorecardDto, ScorecardListQuery, ScorecardRecordDto } from './scorecard.dto.js';
import { ScorecardQueries } from './scorecard.queries.js';

const readers = {
  roles: [
    'admin',
    'channel_manager',
    'partner_marketing',
    'deal_desk',
    'finance',
    'support',
    'readonly',
    'partner_admin',
    'sales',
  ],
  scope: 'scorecards:read',
} as const;

@ApiTags('scorecards')
@Controller('v1/scorecards')
export class ScorecardController {
  constructor(
    private readonly queries: ScorecardQueries,
    private readonly clock: Clock,
  ) {}

  @ListOperation({
    summary: 'List scorecards: what each partner did in each month, quarter and year',
    description:
      'Counted from events, a moment after each. A fact counts in the period in which it happened, however late it is told, and once, however often. A partner sees its own, a channel manager those of its territories.',
    ...readers,
    item: ScorecardDto,
  })
  async list(@CurrentActor() actor: Actor, @Query() query: ScorecardListQuery): Promise<Page<ScorecardDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    const now = this.clock.now();
    return { items: items.map((one) => scorecardAnswer(one, now)), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read a scorecard', ...readers, answer: ScorecardDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ScorecardDto> {
    return scorecardAnswer(await this.queries.one(actor, id), this.clock.now());
  }

  @Get(':id/records')
  @Operation({
    summary: 'The records behind a figure: as many as it counts, with the values that add up to its own',
    ...readers,
    answer: PageOf(ScorecardRecordDto),
  })
  async records(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: RecordQuery,
  ): Promise<Page<ScorecardRecordDto>> {
    const { items, nextCursor } = await this.queries.records(actor, await this.queries.card(actor, id), query);
    return { items: items.map((record) => recordAnswer(query.figure, record)), nextCursor };
  }
}
