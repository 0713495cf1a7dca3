import { Module } from '@nestjs/common';
import { PartnerUserModule } from '../partner-user/partner-user.module.js';
import { PartnerController } from './partner.controller.js';
import { PartnerQueries } from './partner.queries.js';
import { PartnerService } from './partner.service.js';
import { TierExpiryWorker } from './tier-expiry.worker.js';

@Module({
  imports: [PartnerUserModule],
  controllers: [PartnerController],
  providers: [PartnerService, PartnerQueries, TierExpiryWorker],
  exports: [PartnerService],
})
export class PartnerModule {}
