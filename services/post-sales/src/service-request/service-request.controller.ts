import { Body, Controller, Get, Post, Query } from '@nestjs/common';
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
import { NewServiceRequestDto, ServiceRequestsQuery } from './service-request-input.dto.js';
import { ServiceRequestDto, serviceRequestOf } from './service-request.dto.js';
import { ServiceRequestQueries } from './service-request.queries.js';
import { serviceRequests } from './service-request.schema.js';
import { ServiceRequestService } from './service-request.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'service-requests:read' };
const askers = ['admin', 'support', 'channel_manager', 'partner_admin', 'sales', 'marketing', 'technician'] as const;

@Controller('v1/service-requests')
export class ServiceRequestController {
  constructor(
    private readonly requests: ServiceRequestService,
    private readonly queries: ServiceRequestQueries,
  ) {}

  @ListOperation({ ...read, summary: 'The requests of partners', item: ServiceRequestDto })
  async list(@CurrentActor() actor: Actor, @Query() query: ServiceRequestsQuery): Promise<Page<ServiceRequestDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map((row) => serviceRequestOf(row, actor)) };
  }

  @Post()
  @Operation({
    roles: askers,
    scope: 'service-requests:write',
    summary: 'Ask the vendor for something',
    description:
      'Impact and urgency give the priority; priority and tier what is promised, in working time of the territory. It is assigned by itself within moments, if somebody is there for it.',
    answer: ServiceRequestDto,
    status: 201,
    errors: ['PARTNER_REQUIRED', 'PARTNER_SUSPENDED', 'TERRITORY_NOT_COVERED', 'NOT_YET_KNOWN'],
  })
  async open(@CurrentActor() actor: Actor, @Body() input: NewServiceRequestDto): Promise<ServiceRequestDto> {
    const unless = { partnerId: null, family: null, territory: null, assetId: null, dealId: null };
    return serviceRequestOf(await this.requests.open({ ...unless, ...input }, actor), actor);
  }

  @Get(':id')
  @Operation({ ...read, summary: 'One request', answer: ServiceRequestDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<ServiceRequestDto> {
    return serviceRequestOf(await this.queries.one(actor, id), actor);
  }

  @HistoryOperation({ noun: 'request', roles: [...vendorRoles, ...partnerRoles], scope: 'service-requests:read' })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    await this.queries.one(actor, id);
    return historyOf(this.queries.reads, actor, serviceRequests, id, query.page());
  }
}
