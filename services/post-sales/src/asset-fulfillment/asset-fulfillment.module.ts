import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { AssetModule } from '../asset/asset.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { AssetFulfillmentController } from './asset-fulfillment.controller.js';
import { AssetFulfillmentService } from './asset-fulfillment.service.js';
import { RegisterAssetsWhenOrderFulfilled } from './register-assets-when-order-fulfilled.consumer.js';
import { UnitFactsService } from './unit-facts.service.js';

@Module({
  imports: [AccountModule, AssetModule, PartnerModule],
  controllers: [AssetFulfillmentController, RegisterAssetsWhenOrderFulfilled],
  providers: [AssetFulfillmentService, UnitFactsService],
  exports: [UnitFactsService],
})
export class AssetFulfillmentModule {}
