import { Module } from '@nestjs/common';
import { CustomerModule } from '../customer/customer.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { PipelineModule } from '../pipeline/pipeline.module.js';
import { ProductModule } from '../product/product.module.js';
import { OpportunityService } from './opportunity.service.js';

@Module({
  imports: [CustomerModule, PartnerModule, PipelineModule, ProductModule],
  providers: [OpportunityService],
  exports: [OpportunityService],
})
export class OpportunityModule {}
