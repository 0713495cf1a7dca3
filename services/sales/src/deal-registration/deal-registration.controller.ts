import { Controller, Get, Query } from '@nestjs/common';
import {
  CurrentActor,
  EntityId,
  HistoryEntryDto,
  HistoryOperation,
  HistoryQuery,
  ListOperation,
  Operation,
} from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type Page } from '@tributary/persistence';
import { DealRegistrationDto, DealRegistrationsQuery, shownDeal } from './deal-registration.dto.js';
import { DealRegistrationQueries } from './deal-registration.queries.js';
import { dealRegistrations } from './deal-registration.schema.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'deals:read' };

@Controller('v1/deal-registrations')
export class DealRegistrationController {
  constructor(private readonly queries: DealRegistrationQueries) {}

  @ListOperation({ ...read, summary: 'List deal registrations', item: DealRegistrationDto })
  async list(@CurrentActor() actor: Actor, @Query() query: DealRegistrationsQuery): Promise<Page<DealRegistrationDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map((deal) => shownDeal(deal, actor)) };
  }

  @Get(':id')
  @Operation({
    ...read,
    summary: 'Show a deal registration; to the vendor with the other side of a conflict',
    answer: DealRegistrationDto,
  })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<DealRegistrationDto> {
    if (actor.kind === 'partner') return shownDeal(await this.queries.one(actor, id), actor);
    const [deal, rivals, caused] = await Promise.all([
      this.queries.one(actor, id),
      this.queries.rivals(actor, id),
      this.queries.causedConflict(actor, id),
    ]);
    return shownDeal({ ...deal, conflict: deal.conflict ?? caused }, actor, rivals);
  }

  @HistoryOperation({ ...read, noun: 'deal registration' })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    await this.queries.one(actor, id);
    return historyOf(this.queries.reads, actor, dealRegistrations, id, query.page());
  }
}
