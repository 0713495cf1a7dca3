import { Module } from '@nestjs/common';
import { CertificationTermModule } from '../certification-term/certification-term.module.js';
import { DealDecisionModule } from '../deal-decision/deal-decision.module.js';
import { LeadOfferModule } from '../lead-offer/lead-offer.module.js';
import { MaturityScoreModule } from '../maturity-score/maturity-score.module.js';
import { ServiceOutcomeModule } from '../service-outcome/service-outcome.module.js';
import { WonBusinessModule } from '../won-business/won-business.module.js';
import { MeasuredMetricController } from './measured-metric.controller.js';
import { MeasuredMetricService } from './measured-metric.service.js';
import { MetricSources } from './metric-sources.service.js';

@Module({
  imports: [
    MaturityScoreModule,
    DealDecisionModule,
    WonBusinessModule,
    LeadOfferModule,
    CertificationTermModule,
    ServiceOutcomeModule,
  ],
  controllers: [MeasuredMetricController],
  providers: [MeasuredMetricService, MetricSources],
  exports: [MeasuredMetricService],
})
export class MeasuredMetricModule {}
