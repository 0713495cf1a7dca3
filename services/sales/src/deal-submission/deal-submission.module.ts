import { Module } from '@nestjs/common';
import { DealConflictModule } from '../deal-conflict/deal-conflict.module.js';
import { DealDetailsModule } from '../deal-details/deal-details.module.js';
import { DealProgramModule } from '../deal-program/deal-program.module.js';
import { DealRegistrationModule } from '../deal-registration/deal-registration.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { DealSubmissionController } from './deal-submission.controller.js';
import { DealSubmissionService } from './deal-submission.service.js';

@Module({
  imports: [DealConflictModule, DealDetailsModule, DealProgramModule, DealRegistrationModule, PartnerModule],
  controllers: [DealSubmissionController],
  providers: [DealSubmissionService],
})
export class DealSubmissionModule {}
