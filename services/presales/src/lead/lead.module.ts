import { Module } from '@nestjs/common';
import { LeadRoutingModule } from '../lead-routing/lead-routing.module.js';
import { LeadScoringModule } from '../lead-scoring/lead-scoring.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { LeadCaptureService } from './lead-capture.service.js';
import { LeadDecisionController } from './lead-decision.controller.js';
import { LeadImportService } from './lead-import.service.js';
import { LeadController } from './lead.controller.js';
import { LeadQueries } from './lead.queries.js';
import { LeadService } from './lead.service.js';
import { LeadWorker } from './lead.worker.js';

@Module({
  imports: [LeadRoutingModule, LeadScoringModule, PartnerModule],
  controllers: [LeadController, LeadDecisionController],
  providers: [LeadService, LeadCaptureService, LeadImportService, LeadQueries, LeadWorker],
  exports: [LeadService, LeadCaptureService],
})
export class LeadModule {}
