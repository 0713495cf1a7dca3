import { Module } from '@nestjs/common';
import { PartnerModule } from '../partner/partner.module.js';
import { MaturityResponseController } from './maturity-response.controller.js';
import { MaturityResponseQueries } from './maturity-response.queries.js';
import { MaturityResponseService } from './maturity-response.service.js';

@Module({
  imports: [PartnerModule],
  controllers: [MaturityResponseController],
  providers: [MaturityResponseService, MaturityResponseQueries],
  exports: [MaturityResponseService],
})
export class MaturityResponseModule {}
