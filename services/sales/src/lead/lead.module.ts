import { Module } from '@nestjs/common';
import { CustomerModule } from '../customer/customer.module.js';
import { DealConflictModule } from '../deal-conflict/deal-conflict.module.js';
import { OpportunityModule } from '../opportunity/opportunity.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { LeadService } from './lead.service.js';
import { LeadWorker } from './lead.worker.js';
import { OpenOpportunityWhenLeadConverted } from './open-opportunity-when-lead-converted.consumer.js';
import { ShieldCustomerWhenLeadChanged } from './shield-customer-when-lead-changed.consumer.js';

@Module({
  imports: [CustomerModule, DealConflictModule, OpportunityModule, PartnerModule],
  controllers: [ShieldCustomerWhenLeadChanged, OpenOpportunityWhenLeadConverted],
  providers: [LeadService, LeadWorker],
})
export class LeadModule {}
