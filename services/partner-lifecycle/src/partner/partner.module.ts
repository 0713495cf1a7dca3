import { Module } from '@nestjs/common';
import { PartnerUserModule } from '../partner-user/partner-user.module.js';
import { EstablishedPartnerService } from './established-partner.service.js';
import { PartnerController } from './partner.controller.js';
import { PartnerQueries } from './partner.queries.js';
import { PartnerService } from './partner.service.js';
import { TierExpiryWorker } from './tier-expiry.worker.js';

@Module({
  imports: [PartnerUserModule],
  controllers: [PartnerController],
  providers: [EstablishedPartnerService, PartnerService, PartnerQueries, TierExpiryWorker],
  exports: [EstablishedPartnerService, PartnerService],
})
export class PartnerModule {}
