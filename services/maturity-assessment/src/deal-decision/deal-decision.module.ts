import { Module } from '@nestjs/common';
import { DealDecisionService } from './deal-decision.service.js';
import { FollowDecisionWhenDealMoved } from './follow-decision-when-deal-moved.consumer.js';
import { KeepTerritoryWhenItChanged } from './keep-territory-when-it-changed.consumer.js';

@Module({
  controllers: [FollowDecisionWhenDealMoved, KeepTerritoryWhenItChanged],
  providers: [DealDecisionService],
  exports: [DealDecisionService],
})
export class DealDecisionModule {}
