import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, EntityId, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { AssetDto, assetOf } from './asset.dto.js';
import { AssetService } from './asset.service.js';
import { AssetReasonDto, MovedOwnershipDto, ReportedDayDto, RetirementDto } from './asset-verb.dto.js';

const dated = ['INVALID_TRANSITION', 'DAY_TOO_EARLY', 'DAY_IN_FUTURE'];
const vendor = { roles: ['admin', 'support'] as const, scope: 'assets:write', answer: AssetDto };
const reported = {
  roles: ['admin', 'support', 'partner_admin', 'sales', 'technician'] as const,
  scope: 'assets:write',
  answer: AssetDto,
  errors: [...dated, 'NOT_THE_SELLER', 'PARTNER_SUSPENDED'],
};

@Controller('v1/assets/:id')
export class AssetVerbController {
  constructor(private readonly assets: AssetService) {}

  @Post('install')
  @Operation({ ...reported, summary: 'Report that a unit stands at the end customer' })
  async install(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { on }: ReportedDayDto,
  ): Promise<AssetDto> {
    return assetOf(await this.assets.install(id, on, actor), actor);
  }

  @Post('activate')
  @Operation({ ...reported, summary: 'Report that a unit is in use' })
  async activate(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { on }: ReportedDayDto,
  ): Promise<AssetDto> {
    return assetOf(await this.assets.activate(id, on, actor), actor);
  }

  @Post('move-ownership')
  @Operation({
    ...vendor,
    summary: 'Give a unit to another owner',
    errors: [...dated, 'ALREADY_OWNER', 'NOT_YET_KNOWN'],
  })
  async move(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { accountId, on, reason }: MovedOwnershipDto,
  ): Promise<AssetDto> {
    return assetOf(await this.assets.moveOwnership(id, accountId, on, reason, actor), actor);
  }

  @Post('retire')
  @Operation({ ...vendor, summary: 'Take a unit out of use for good', errors: dated })
  async retire(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { on, reason }: RetirementDto,
  ): Promise<AssetDto> {
    return assetOf(await this.assets.retire(id, on, reason, actor), actor);
  }

  @Post('block')
  @Operation({ ...vendor, summary: 'Take no claim for a unit until it is released', errors: ['ALREADY_BLOCKED'] })
  async block(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: AssetReasonDto,
  ): Promise<AssetDto> {
    return assetOf(await this.assets.block(id, reason, actor), actor);
  }

  @Post('release')
  @Operation({ ...vendor, summary: 'Lift the block on a unit', errors: ['NOT_BLOCKED'] })
  async release(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: AssetReasonDto,
  ): Promise<AssetDto> {
    return assetOf(await this.assets.release(id, reason, actor), actor);
  }
}
