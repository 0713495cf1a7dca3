import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { AssetController } from './asset.controller.js';
import { AssetQueries } from './asset.queries.js';
import { AssetService } from './asset.service.js';
import { AssetVerbController } from './asset-verb.controller.js';

@Module({
  imports: [AccountModule, PartnerModule],
  controllers: [AssetController, AssetVerbController],
  providers: [AssetService, AssetQueries],
  exports: [AssetService],
})
export class AssetModule {}
