import { Module } from '@nestjs/common';
import { AgreementModule } from '../agreement/agreement.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { PartnerUserModule } from '../partner-user/partner-user.module.js';
import { RewardAccountModule } from '../reward-account/reward-account.module.js';
import { PartnerImportController } from './partner-import.controller.js';
import { PartnerImportService } from './partner-import.service.js';
import { PartnerUserImportController } from './partner-user-import.controller.js';
import { PartnerUserImportService } from './partner-user-import.service.js';

@Module({
  imports: [AgreementModule, PartnerModule, PartnerUserModule, RewardAccountModule],
  controllers: [PartnerImportController, PartnerUserImportController],
  providers: [PartnerImportService, PartnerUserImportService],
})
export class PartnerImportModule {}
