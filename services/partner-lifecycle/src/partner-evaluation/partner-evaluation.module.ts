import { Module } from '@nestjs/common';
import { PartnerModule } from '../partner/partner.module.js';
import { shippedEvaluationModel } from './evaluation-criteria.file.js';
import { EvaluationModel } from './evaluation-model.js';
import { PartnerEvaluationController } from './partner-evaluation.controller.js';
import { PartnerEvaluationQueries } from './partner-evaluation.queries.js';
import { PartnerEvaluationService } from './partner-evaluation.service.js';

@Module({
  imports: [PartnerModule],
  controllers: [PartnerEvaluationController],
  providers: [
    PartnerEvaluationService,
    PartnerEvaluationQueries,
    { provide: EvaluationModel, useFactory: shippedEvaluationModel },
  ],
  exports: [PartnerEvaluationService],
})
export class PartnerEvaluationModule {}
