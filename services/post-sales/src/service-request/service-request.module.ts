import { Module } from '@nestjs/common';
import { AssetModule } from '../asset/asset.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { ServiceLevelModule } from '../service-level/service-level.module.js';
import { ServiceRequestController } from './service-request.controller.js';
import { ServiceRequestQueries } from './service-request.queries.js';
import { ServiceRequestService } from './service-request.service.js';
import { ServiceRequestVerbController } from './service-request-verb.controller.js';
import { ServiceRequestWorker } from './service-request.worker.js';

@Module({
  imports: [AssetModule, PartnerModule, ServiceLevelModule],
  controllers: [ServiceRequestController, ServiceRequestVerbController],
  providers: [ServiceRequestQueries, ServiceRequestService, ServiceRequestWorker],
  exports: [ServiceRequestService],
})
export class ServiceRequestModule {}
