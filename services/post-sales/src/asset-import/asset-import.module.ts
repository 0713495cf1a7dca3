import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { AssetFulfillmentModule } from '../asset-fulfillment/asset-fulfillment.module.js';
import { AssetModule } from '../asset/asset.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { AssetImportController } from './asset-import.controller.js';
import { AssetImportService } from './asset-import.service.js';

@Module({
  imports: [AccountModule, AssetFulfillmentModule, AssetModule, PartnerModule],
  controllers: [AssetImportController],
  providers: [AssetImportService],
})
export class AssetImportModule {}
