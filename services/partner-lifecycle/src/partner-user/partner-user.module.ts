import { Module } from '@nestjs/common';
import { CertificationModule } from '../certification/certification.module.js';
import { PartnerUserController } from './partner-user.controller.js';
import { PartnerUserQueries } from './partner-user.queries.js';
import { PartnerUserService } from './partner-user.service.js';

@Module({
  imports: [CertificationModule],
  controllers: [PartnerUserController],
  providers: [PartnerUserService, PartnerUserQueries],
  exports: [PartnerUserService],
})
export class PartnerUserModule {}
