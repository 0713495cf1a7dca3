import { Module } from '@nestjs/common';
import { CustomerModule } from '../customer/customer.module.js';
import { OpportunityModule } from '../opportunity/opportunity.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { ProductModule } from '../product/product.module.js';
import { HistoryFactsService } from './history-facts.service.js';
import { HistoryReadingService } from './history-reading.service.js';
import { OpportunityImportController } from './opportunity-import.controller.js';
import { OpportunityImportService } from './opportunity-import.service.js';

@Module({
  imports: [CustomerModule, OpportunityModule, PartnerModule, ProductModule],
  controllers: [OpportunityImportController],
  providers: [HistoryFactsService, HistoryReadingService, OpportunityImportService],
})
export class OpportunityImportModule {}
