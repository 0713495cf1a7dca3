import { Module } from '@nestjs/common';
import { RewardProgramModule } from '../reward-program/reward-program.module.js';
import { EarnPointsWhenDealWonConsumer } from './earn-points-when-deal-won.consumer.js';
import { ReleasePointsWorker } from './release-points.worker.js';
import { ReversePointsWhenDealRevokedConsumer } from './reverse-points-when-deal-revoked.consumer.js';
import { RewardAccountController } from './reward-account.controller.js';
import { RewardAccountQueries } from './reward-account.queries.js';
import { RewardAccountService } from './reward-account.service.js';

@Module({
  imports: [RewardProgramModule],
  controllers: [RewardAccountController, EarnPointsWhenDealWonConsumer, ReversePointsWhenDealRevokedConsumer],
  providers: [RewardAccountService, RewardAccountQueries, ReleasePointsWorker],
  exports: [RewardAccountService],
})
export class RewardAccountModule {}
