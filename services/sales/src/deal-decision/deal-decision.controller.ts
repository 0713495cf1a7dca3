import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { DealRegistrationDto, shownDeal } from '../deal-registration/deal-registration.dto.js';
import { DealAwardService } from './deal-award.service.js';
import { DeclineDto, OptionalReasonDto, StatedCauseDto, StatedReasonDto } from './deal-decision.dto.js';
import { DealDecisionService } from './deal-decision.service.js';

// No scope: a decision is a person's.
const decide = { roles: ['admin', 'channel_manager', 'deal_desk'] as const, answer: DealRegistrationDto };

@Controller('v1/deal-registrations')
export class DealDecisionController {
  constructor(
    private readonly decisions: DealDecisionService,
    private readonly awards: DealAwardService,
  ) {}

  @Post(':id/approve')
  @Operation({
    ...decide,
    summary: 'Approve a registration; it is held instead if somebody else holds the customer by now',
    errors: ['OWN_REGISTRATION', 'PARTNER_SUSPENDED', 'CONFLICT_UNRESOLVED'],
  })
  async approve(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: OptionalReasonDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.decisions.approve(id, input.reason ?? null, actor), actor);
  }

  @Post(':id/award')
  @Operation({
    ...decide,
    summary: 'Decide a conflict for this registration',
    errors: [
      'OWN_REGISTRATION',
      'PARTNER_SUSPENDED',
      'CROSS_TERRITORY_DECISION',
      'NOT_HELD',
      'RIVAL_PROTECTED',
      'PROTECTED',
    ],
  })
  async award(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: StatedReasonDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.awards.award(id, input.reason, actor), actor);
  }

  @Post(':id/co-protect')
  @Operation({
    ...decide,
    summary: 'Decide a conflict for both sides',
    errors: ['OWN_REGISTRATION', 'PARTNER_SUSPENDED', 'CROSS_TERRITORY_DECISION', 'NOT_HELD', 'NO_RIVAL', 'PROTECTED'],
  })
  async coProtect(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: StatedReasonDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.awards.coProtect(id, input.reason, actor), actor);
  }

  @Post(':id/return')
  @Operation({ ...decide, summary: 'Ask the partner for more; the clock stands still', errors: ['OWN_REGISTRATION'] })
  async return(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: StatedReasonDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.decisions.return(id, input.reason, actor), actor);
  }

  @Post(':id/reject')
  @Operation({ ...decide, summary: 'Refuse a registration', errors: ['OWN_REGISTRATION'] })
  async reject(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: StatedReasonDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.decisions.reject(id, input.reason, actor), actor);
  }

  @Post(':id/revoke')
  @Operation({
    ...decide,
    summary: 'Ask for a protection to be taken away; a second person confirms',
    errors: ['REVOCATION_REQUESTED'],
  })
  async revoke(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: StatedCauseDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.decisions.requestRevocation(id, input.reason, actor), actor);
  }

  @Post(':id/confirm-revocation')
  @Operation({
    ...decide,
    summary: 'Confirm, as a second person, that a protection is taken away',
    errors: ['REVOCATION_NOT_REQUESTED', 'SECOND_PERSON_NEEDED'],
  })
  async confirmRevocation(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<DealRegistrationDto> {
    return shownDeal(await this.decisions.confirmRevocation(id, actor), actor);
  }

  @Post(':id/decline-revocation')
  @Operation({
    ...decide,
    summary: 'Let a protection stand whose revocation was asked for',
    errors: ['REVOCATION_NOT_REQUESTED'],
  })
  async declineRevocation(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: DeclineDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.decisions.declineRevocation(id, input.reason, actor), actor);
  }
}
