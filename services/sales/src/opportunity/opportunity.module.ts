import { Module } from '@nestjs/common';
import { PartnerModule } from '../partner/partner.module.js';
import { PipelineModule } from '../pipeline/pipeline.module.js';
import { OpportunityHistoryService } from './opportunity-history.service.js';
import { OpportunityOpeningService } from './opportunity-opening.service.js';
import { OpportunityService } from './opportunity.service.js';

@Module({
  imports: [PartnerModule, PipelineModule],
  providers: [OpportunityService, OpportunityOpeningService, OpportunityHistoryService],
  exports: [OpportunityService, OpportunityOpeningService, OpportunityHistoryService],
})
export class OpportunityModule {}
