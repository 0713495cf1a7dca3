import { Module } from '@nestjs/common';
import { RewardProgramController } from './reward-program.controller.js';
import { RewardProgramQueries } from './reward-program.queries.js';
import { RewardProgramService } from './reward-program.service.js';

@Module({
  controllers: [RewardProgramController],
  providers: [RewardProgramService, RewardProgramQueries],
  exports: [RewardProgramService],
})
export class RewardProgramModule {}
