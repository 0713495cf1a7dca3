import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import { Clock, type Actor } from '@tributary/kernel';
import { LeadDto, leadOf } from '../lead/lead.dto.js';
import { ConvertLeadDto } from './lead-conversion.dto.js';
import { LeadConversionService } from './lead-conversion.service.js';

@Controller('v1/leads')
export class LeadConversionController {
  constructor(
    private readonly conversions: LeadConversionService,
    private readonly clock: Clock,
  ) {}

  @Post(':id/convert')
  @Operation({
    roles: ['admin', 'channel_manager', 'partner_admin', 'sales'],
    summary: 'Turn a lead into business: sales opens the opportunity from it',
    description: 'The account is the named one, else the one with the lead’s domain, else a new one.',
    answer: LeadDto,
    errors: ['PARTNER_SUSPENDED', 'NOT_YET_KNOWN', 'RELATION_EXISTS'],
  })
  async convert(@CurrentActor() actor: Actor, @EntityId() id: string, @Body() input: ConvertLeadDto): Promise<LeadDto> {
    const { accountId = null, name = null, value = null, closeOn = null } = input;
    const today = this.clock.now().toISOString().slice(0, 10);
    return leadOf(await this.conversions.convert(id, { accountId, name, value, closeOn }, actor, today), actor);
  }
}
