import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { LeadDto, leadOf } from '../lead/lead.dto.js';
import { AcceptLeadDto, DeclineLeadDto } from './lead-offer.dto.js';
import { LeadOfferService } from './lead-offer.service.js';

// No scope: a person of the partner answers.
const answers = { roles: ['partner_admin', 'sales'] as const };

@Controller('v1/leads')
export class LeadOfferController {
  constructor(private readonly offers: LeadOfferService) {}

  @Post(':id/accept')
  @Operation({
    ...answers,
    summary: 'Take a lead on: it is the partner’s own from now on',
    answer: LeadDto,
    errors: ['LEAD_TAKEN', 'OFFER_EXPIRED', 'PARTNER_SUSPENDED', 'NOT_YET_KNOWN'],
  })
  async accept(@CurrentActor() actor: Actor, @EntityId() id: string, @Body() input: AcceptLeadDto): Promise<LeadDto> {
    return leadOf(await this.offers.accept(id, input, actor), actor);
  }

  @Post(':id/decline')
  @Operation({
    ...answers,
    summary: 'Decline an offer: the lead goes to the next partner and is never offered to this one again',
    errors: ['LEAD_TAKEN', 'OFFER_EXPIRED', 'PARTNER_SUSPENDED', 'NOT_YET_KNOWN'],
  })
  async decline(@CurrentActor() actor: Actor, @EntityId() id: string, @Body() input: DeclineLeadDto): Promise<void> {
    await this.offers.decline(id, input.code, input.reason ?? null, actor);
  }

  @Post(':id/start-work')
  @Operation({
    ...answers,
    summary: 'Say that the customer was contacted',
    answer: LeadDto,
    errors: ['PARTNER_SUSPENDED', 'NOT_YET_KNOWN'],
  })
  async startWork(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<LeadDto> {
    return leadOf(await this.offers.startWork(id, actor), actor);
  }
}
