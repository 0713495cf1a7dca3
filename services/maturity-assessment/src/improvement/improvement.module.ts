import { Module } from '@nestjs/common';
import { MaturityScoreModule } from '../maturity-score/maturity-score.module.js';
import { ImprovementController } from './improvement.controller.js';
import { ImprovementService } from './improvement.service.js';

@Module({ imports: [MaturityScoreModule], controllers: [ImprovementController], providers: [ImprovementService] })
export class ImprovementModule {}
