import { Module } from '@nestjs/common';
import { CertificationModule } from '../certification/certification.module.js';
import { CustomerModule } from '../customer/customer.module.js';
import { DealConflictModule } from '../deal-conflict/deal-conflict.module.js';
import { DealProgramModule } from '../deal-program/deal-program.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { ProductModule } from '../product/product.module.js';
import { DealDetailsService } from './deal-details.service.js';
import { OpenDealsService } from './open-deals.service.js';

@Module({
  imports: [CertificationModule, CustomerModule, DealConflictModule, DealProgramModule, PartnerModule, ProductModule],
  providers: [DealDetailsService, OpenDealsService],
  exports: [DealDetailsService, OpenDealsService],
})
export class DealDetailsModule {}
