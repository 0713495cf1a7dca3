import { Module } from '@nestjs/common';
import { MaturityResponseModule } from '../maturity-response/maturity-response.module.js';
import { MaturityScoreModule } from '../maturity-score/maturity-score.module.js';
import { MeasuredMetricModule } from '../measured-metric/measured-metric.module.js';
import { AssessmentVerbController } from './assessment-verb.controller.js';
import { MaturityAssessmentController } from './maturity-assessment.controller.js';
import { MaturityAssessmentQueries } from './maturity-assessment.queries.js';
import { MaturityAssessmentService } from './maturity-assessment.service.js';

@Module({
  imports: [MaturityResponseModule, MaturityScoreModule, MeasuredMetricModule],
  controllers: [MaturityAssessmentController, AssessmentVerbController],
  providers: [MaturityAssessmentService, MaturityAssessmentQueries],
})
export class MaturityAssessmentModule {}
