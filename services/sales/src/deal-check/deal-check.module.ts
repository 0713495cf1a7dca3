import { Module } from '@nestjs/common';
import { DealConflictModule } from '../deal-conflict/deal-conflict.module.js';
import { DealDetailsModule } from '../deal-details/deal-details.module.js';
import { DealProgramModule } from '../deal-program/deal-program.module.js';
import { DealCheckController } from './deal-check.controller.js';
import { DealCheckService } from './deal-check.service.js';
import { DealProbingController } from './deal-probing.controller.js';
import { DealProbingQueries } from './deal-probing.queries.js';

@Module({
  imports: [DealConflictModule, DealDetailsModule, DealProgramModule],
  controllers: [DealCheckController, DealProbingController],
  providers: [DealCheckService, DealProbingQueries],
})
export class DealCheckModule {}
