import { Module } from '@nestjs/common';
import { RewardProgramModule } from '../reward-program/reward-program.module.js';
import { EarnPointsWhenCertificationEarnedConsumer } from './earn-points-when-certification-earned.consumer.js';
import { EarnPointsWhenDealWonConsumer } from './earn-points-when-deal-won.consumer.js';
import { ReleasePointsWorker } from './release-points.worker.js';
import { ReversePointsWhenCertificationRevokedConsumer } from './reverse-points-when-certification-revoked.consumer.js';
import { ReversePointsWhenDealRevokedConsumer } from './reverse-points-when-deal-revoked.consumer.js';
import { RewardAccountController } from './reward-account.controller.js';
import { RewardAccountQueries } from './reward-account.queries.js';
import { RewardAccountService } from './reward-account.service.js';
import { RewardLedgerService } from './reward-ledger.service.js';

@Module({
  imports: [RewardProgramModule],
  controllers: [
    RewardAccountController,
    EarnPointsWhenDealWonConsumer,
    ReversePointsWhenDealRevokedConsumer,
    EarnPointsWhenCertificationEarnedConsumer,
    ReversePointsWhenCertificationRevokedConsumer,
  ],
  providers: [RewardAccountService, RewardLedgerService, RewardAccountQueries, ReleasePointsWorker],
  exports: [RewardAccountService],
})
export class RewardAccountModule {}
