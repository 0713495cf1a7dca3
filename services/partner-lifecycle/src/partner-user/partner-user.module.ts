import { Module } from '@nestjs/common';
import { PartnerUserController } from './partner-user.controller.js';
import { PartnerUserQueries } from './partner-user.queries.js';
import { PartnerUserService } from './partner-user.service.js';

@Module({
  controllers: [PartnerUserController],
  providers: [PartnerUserService, PartnerUserQueries],
  exports: [PartnerUserService],
})
export class PartnerUserModule {}
