import { Controller, Get } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import { vendorRoles, type Actor } from '@tributary/kernel';
import { LeadRoutingDto, routingOf } from './lead-routing.dto.js';
import { LeadRoutingQueries } from './lead-routing.queries.js';

@Controller('v1/leads')
export class LeadRoutingController {
  constructor(private readonly queries: LeadRoutingQueries) {}

  @Get(':id/routing')
  @Operation({
    summary: 'Why a lead went to whom it went',
    description:
      'The rule that decided, every partner that was looked at with the reasons against it, and for the eligible ones the weights and what each contributed. For the vendor only.',
    roles: vendorRoles,
    scope: 'leads:read',
    answer: LeadRoutingDto,
  })
  async explain(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<LeadRoutingDto> {
    return routingOf(id, await this.queries.decisions(actor, id));
  }
}
