import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { OptionalReasonDto, StatedReasonDto } from '../deal-decision/deal-decision.dto.js';
import { DealRegistrationDto, shownDeal } from '../deal-registration/deal-registration.dto.js';
import { StatedWinDto } from './deal-closing.dto.js';
import { DealClosingService } from './deal-closing.service.js';

const write = {
  roles: ['partner_admin', 'sales', 'admin', 'channel_manager', 'deal_desk'] as const,
  scope: 'deals:write',
};
const own = ['NOT_YOUR_DEAL', 'PARTNER_SUSPENDED'];

@Controller('v1/deal-registrations')
export class DealClosingController {
  constructor(private readonly closing: DealClosingService) {}

  @Post(':id/withdraw')
  @Operation({
    ...write,
    summary: 'Take a registration back; its protection ends',
    answer: DealRegistrationDto,
    errors: own,
  })
  async withdraw(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: OptionalReasonDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.closing.withdraw(id, input.reason ?? null, actor), actor);
  }

  @Post(':id/claim-win')
  @Operation({
    ...write,
    summary: 'Say that the deal is won; the vendor confirms it',
    answer: DealRegistrationDto,
    errors: [...own, 'WIN_NEEDS_LINES', 'CURRENCY_MISMATCH', 'NO_VALUE'],
  })
  async claimWin(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: StatedWinDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.closing.claimWin(id, input.value ?? null, actor), actor);
  }

  @Post(':id/confirm-win')
  @Operation({
    // No scope: a decision is a person's.
    roles: ['admin', 'channel_manager', 'deal_desk', 'finance'],
    answer: DealRegistrationDto,
    summary: 'Confirm, as another person than who claimed it, that the deal is won',
    errors: ['OWN_REGISTRATION', 'SECOND_PERSON_NEEDED', 'CURRENCY_MISMATCH', 'NO_VALUE'],
  })
  async confirmWin(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: StatedWinDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.closing.confirmWin(id, input.value ?? null, actor), actor);
  }

  @Post(':id/lose')
  @Operation({ ...write, summary: 'Say that the deal is lost, and why', answer: DealRegistrationDto, errors: own })
  async lose(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: StatedReasonDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.closing.lose(id, input.reason, actor), actor);
  }
}
