import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor, Operation } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { EntitlementDto, entitlementOf, EntitlementQuery } from './entitlement.dto.js';
import { EntitlementService } from './entitlement.service.js';

@Controller('v1/entitlements')
export class EntitlementController {
  constructor(private readonly entitlements: EntitlementService) {}

  @Get()
  @Operation({
    roles: [...vendorRoles, ...partnerRoles],
    scope: 'entitlements:read',
    summary: 'What is covered for a serial on a day, per class of cost',
    description: 'A partner asks about units in whose chain of sale it stands; every other serial is unknown to it.',
    answer: EntitlementDto,
    errors: ['SERIAL_AMBIGUOUS'],
  })
  async show(@CurrentActor() actor: Actor, @Query() query: EntitlementQuery): Promise<EntitlementDto> {
    const { serial, sku = null, on = null } = query;
    return entitlementOf(await this.entitlements.of(actor, serial, sku, on), actor);
  }
}
