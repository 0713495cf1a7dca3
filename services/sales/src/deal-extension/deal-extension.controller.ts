import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { StatedReasonDto } from '../deal-decision/deal-decision.dto.js';
import { DealRegistrationDto, shownDeal } from '../deal-registration/deal-registration.dto.js';
import { StatedProgressDto } from './deal-extension.dto.js';
import { DealExtensionService } from './deal-extension.service.js';

const write = {
  roles: ['partner_admin', 'sales', 'admin', 'channel_manager', 'deal_desk'] as const,
  scope: 'deals:write',
  answer: DealRegistrationDto,
};
const faults = ['NOT_YOUR_DEAL', 'PARTNER_SUSPENDED', 'EXTENSION_LIMIT', 'CUSTOMER_HELD'];

@Controller('v1/deal-registrations')
export class DealExtensionController {
  constructor(private readonly extensions: DealExtensionService) {}

  @Post(':id/extend')
  @Operation({
    ...write,
    summary: 'Ask, before its end, for more days of protection; granted on evidence of progress',
    errors: [...faults, 'NO_PROGRESS'],
  })
  async extend(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { progress, evidence }: StatedProgressDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.extensions.extend(id, { note: progress, evidence }, actor), actor);
  }

  @Post(':id/reopen')
  @Operation({
    ...write,
    summary: 'Protect an expired deal anew, within the grace and unless somebody else holds the customer',
    errors: [...faults, 'GRACE_OVER', 'BUSINESS_OVER'],
  })
  async reopen(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: StatedReasonDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.extensions.reopen(id, reason, actor), actor);
  }
}
