import { Module } from '@nestjs/common';
import { CountFactsWhenTheyHappen } from './count-facts-when-they-happen.consumer.js';
import { OpenScorecardsWorker } from './open-scorecards.worker.js';
import { ScorecardController } from './scorecard.controller.js';
import { ScorecardQueries } from './scorecard.queries.js';
import { ScorecardService } from './scorecard.service.js';

@Module({
  controllers: [ScorecardController, CountFactsWhenTheyHappen],
  providers: [ScorecardService, ScorecardQueries, OpenScorecardsWorker],
})
export class ScorecardModule {}
