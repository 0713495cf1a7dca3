import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { ChosenPartnerDto, DisqualifyDto, TakeBackDto } from './lead-input.dto.js';
import { LeadDto, leadOf } from './lead.dto.js';
import { LeadService } from './lead.service.js';

const vendor = ['admin', 'channel_manager'] as const;
const qualifies = { roles: [...vendor, 'partner_marketing'] as const, scope: 'leads:write', answer: LeadDto };
// No scope: whom a lead goes to and from whom it is taken is a person's decision.
const decides = { roles: vendor, answer: LeadDto };

@Controller('v1/leads')
export class LeadDecisionController {
  constructor(private readonly leads: LeadService) {}

  @Post(':id/qualify')
  @Operation({
    ...qualifies,
    summary: 'Hold a lead to be worth a partner’s time',
    description: 'It is offered by the rules at once, or waits for the vendor with a `deskReason`.',
    errors: ['NOT_REACHABLE'],
  })
  async qualify(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<LeadDto> {
    return leadOf(await this.leads.qualify(id, actor), actor);
  }

  @Post(':id/route')
  @Operation({ ...decides, summary: 'Have a lead that came back offered by the rules once more' })
  async route(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<LeadDto> {
    return leadOf(await this.leads.route(id, actor), actor);
  }

  @Post(':id/offer')
  @Operation({
    ...decides,
    summary: 'Offer a lead to a partner of your choice',
    errors: ['PARTNER_NOT_ACTIVE', 'DECLINED_BEFORE', 'CONTRIBUTED_BY_ANOTHER', 'NAMED_ACCOUNT', 'NOT_YET_KNOWN'],
  })
  async offer(@CurrentActor() actor: Actor, @EntityId() id: string, @Body() input: ChosenPartnerDto): Promise<LeadDto> {
    return leadOf(await this.leads.offer(id, input.partnerId, actor), actor);
  }

  @Post(':id/recall')
  @Operation({ ...decides, summary: 'Take a lead from whoever has it; they can no longer read it' })
  async recall(@CurrentActor() actor: Actor, @EntityId() id: string, @Body() input: TakeBackDto): Promise<LeadDto> {
    return leadOf(await this.leads.recall(id, input.reason, actor), actor);
  }

  @Post(':id/recycle')
  @Operation({
    ...qualifies,
    summary: 'Nothing will come of it now; it can be qualified again',
    errors: ['LEAD_DUPLICATE'],
  })
  async recycle(@CurrentActor() actor: Actor, @EntityId() id: string, @Body() input: TakeBackDto): Promise<LeadDto> {
    return leadOf(await this.leads.recycle(id, input.reason, actor), actor);
  }

  @Post(':id/disqualify')
  @Operation({
    ...qualifies,
    roles: [...qualifies.roles, 'partner_admin', 'sales'],
    summary: 'Nothing will come of it; a partner may say so of a lead that it owns',
    errors: ['PARTNER_SUSPENDED'],
  })
  async disqualify(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: DisqualifyDto,
  ): Promise<LeadDto> {
    return leadOf(await this.leads.disqualify(id, input.code, input.reason ?? null, actor), actor);
  }
}
