import { Module } from '@nestjs/common';
import { PartnerModule } from '../partner/partner.module.js';
import { PipelineModule } from '../pipeline/pipeline.module.js';
import { OpportunityHistoryService } from './opportunity-history.service.js';
import { OpportunityService } from './opportunity.service.js';

@Module({
  imports: [PartnerModule, PipelineModule],
  providers: [OpportunityService, OpportunityHistoryService],
  exports: [OpportunityService, OpportunityHistoryService],
})
export class OpportunityModule {}
