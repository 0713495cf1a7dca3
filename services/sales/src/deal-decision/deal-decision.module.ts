import { Module } from '@nestjs/common';
import { DealConflictModule } from '../deal-conflict/deal-conflict.module.js';
import { DealProgramModule } from '../deal-program/deal-program.module.js';
import { DealRegistrationModule } from '../deal-registration/deal-registration.module.js';
import { DealAwardService } from './deal-award.service.js';
import { DealDecisionController } from './deal-decision.controller.js';
import { OverdueApprovalWorker } from './overdue-approval.worker.js';
import { DealDecisionService } from './deal-decision.service.js';

@Module({
  imports: [DealConflictModule, DealProgramModule, DealRegistrationModule],
  controllers: [DealDecisionController],
  providers: [DealAwardService, DealDecisionService, OverdueApprovalWorker],
})
export class DealDecisionModule {}
