import { Module } from '@nestjs/common';
import { DealConflictModule } from '../deal-conflict/deal-conflict.module.js';
import { DealProgramModule } from '../deal-program/deal-program.module.js';
import { DealRegistrationModule } from '../deal-registration/deal-registration.module.js';
import { DealAppealController } from './deal-appeal.controller.js';
import { DealAppealQueries } from './deal-appeal.queries.js';
import { DealAppealService } from './deal-appeal.service.js';
import { DealAppealWorker } from './deal-appeal.worker.js';

@Module({
  imports: [DealConflictModule, DealProgramModule, DealRegistrationModule],
  controllers: [DealAppealController],
  providers: [DealAppealQueries, DealAppealService, DealAppealWorker],
})
export class DealAppealModule {}
