import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { NewReplacementDto, ReplacementDto, replacementFrom, replacementOf } from './asset-replacement.dto.js';
import { AssetReplacementService } from './asset-replacement.service.js';

@Controller('v1/assets/:id')
export class AssetReplacementController {
  constructor(private readonly replacements: AssetReplacementService) {}

  @Post('replace')
  @Operation({
    roles: ['admin', 'support'],
    scope: 'assets:write',
    summary: 'Put another unit in the place of this one',
    description:
      'Both serials are linked. Of each class of cost the new unit has what was left of the old one, or 90 days where that is longer.',
    answer: ReplacementDto,
    status: 201,
    errors: [
      'INVALID_TRANSITION',
      'NOT_YET_KNOWN',
      'SERIAL_TAKEN',
      'REPLACES_ITSELF',
      'REPLACEMENT_NOT_FREE',
      'DAY_TOO_EARLY',
      'DAY_IN_FUTURE',
    ],
  })
  async replace(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() told: NewReplacementDto,
  ): Promise<ReplacementDto> {
    return replacementOf(await this.replacements.replace(id, replacementFrom(told), actor), actor);
  }
}
