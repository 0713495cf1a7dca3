import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import { CalendarDto, CalendarListQuery, calendarAnswer, ChangeCalendarDto, OpenCalendarDto } from './calendar.dto.js';
import { CalendarQueries } from './calendar.queries.js';
import { calendars } from './calendar.schema.js';
import { CalendarService } from './calendar.service.js';

const readers = { roles: [...vendorRoles, ...partnerRoles], scope: 'territories:read' } as const;
const managers = { roles: ['admin'], scope: 'territories:write' } as const;

@ApiTags('calendars')
@Controller('v1/calendars')
export class CalendarController {
  constructor(
    private readonly calendars: CalendarService,
    private readonly queries: CalendarQueries,
    private readonly reads: Reads,
  ) {}

  @Post()
  @Operation({
    summary: 'Open a business calendar',
    ...managers,
    status: 201,
    answer: CalendarDto,
    errors: ['CALENDAR_UNFIT', 'CALENDAR_NAME_TAKEN'],
  })
  async open(@CurrentActor() actor: Actor, @Body() body: OpenCalendarDto): Promise<CalendarDto> {
    return calendarAnswer(await this.calendars.open(actor, { ...body }));
  }

  @ListOperation({ summary: 'List business calendars', ...readers, item: CalendarDto })
  async list(@CurrentActor() actor: Actor, @Query() query: CalendarListQuery): Promise<Page<CalendarDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map(calendarAnswer), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read a business calendar', ...readers, answer: CalendarDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<CalendarDto> {
    return calendarAnswer(await this.queries.one(actor, id));
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a business calendar, and with it every territory that follows it',
    ...managers,
    answer: CalendarDto,
    errors: ['CALENDAR_UNFIT', 'CALENDAR_NAME_TAKEN'],
  })
  async change(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() body: ChangeCalendarDto,
  ): Promise<CalendarDto> {
    return calendarAnswer(await this.calendars.change(actor, id, { ...body }));
  }

  @HistoryOperation({ noun: 'calendar', roles: vendorRoles, scope: 'territories:read' })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.reads, actor, calendars, id, query.page());
  }
}
