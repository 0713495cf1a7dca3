import { Module } from '@nestjs/common';
import { MaturityScoreController } from './maturity-score.controller.js';
import { MaturityScoreService } from './maturity-score.service.js';

@Module({ controllers: [MaturityScoreController], providers: [MaturityScoreService], exports: [MaturityScoreService] })
export class MaturityScoreModule {}
