import { Module } from '@nestjs/common';
import { AssetFulfillmentModule } from '../asset-fulfillment/asset-fulfillment.module.js';
import { AssetModule } from '../asset/asset.module.js';
import { WarrantyTermModule } from '../warranty-term/warranty-term.module.js';
import { AssetReplacementController } from './asset-replacement.controller.js';
import { AssetReplacementService } from './asset-replacement.service.js';

@Module({
  imports: [AssetFulfillmentModule, AssetModule, WarrantyTermModule],
  controllers: [AssetReplacementController],
  providers: [AssetReplacementService],
})
export class AssetReplacementModule {}
