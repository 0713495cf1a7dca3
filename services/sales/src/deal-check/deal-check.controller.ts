import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { broughtDeal, broughtFaults, StatedDealDto } from '../deal-details/deal-input.dto.js';
import { DealCheckDto, shownCheck } from './deal-check.dto.js';
import { DealCheckService } from './deal-check.service.js';

@Controller('v1/deal-registrations')
export class DealCheckController {
  constructor(private readonly checks: DealCheckService) {}

  @Post('check')
  @Operation({
    roles: ['partner_admin', 'sales', 'admin', 'channel_manager', 'deal_desk'],
    scope: 'deals:write',
    summary: 'See what a registration would meet; no registration is stored',
    answer: DealCheckDto,
    errors: [...broughtFaults, 'CHECK_QUOTA'],
  })
  async check(@CurrentActor() actor: Actor, @Body() input: StatedDealDto): Promise<DealCheckDto> {
    return shownCheck(await this.checks.check(broughtDeal(input), actor));
  }
}
