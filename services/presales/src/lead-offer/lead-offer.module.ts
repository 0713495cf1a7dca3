import { Module } from '@nestjs/common';
import { AccountRelationModule } from '../account-relation/account-relation.module.js';
import { AccountModule } from '../account/account.module.js';
import { LeadRoutingModule } from '../lead-routing/lead-routing.module.js';
import { LeadModule } from '../lead/lead.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { LeadConversionController } from './lead-conversion.controller.js';
import { LeadConversionService } from './lead-conversion.service.js';
import { LeadOfferController } from './lead-offer.controller.js';
import { LeadOfferService } from './lead-offer.service.js';

@Module({
  imports: [AccountModule, AccountRelationModule, LeadModule, LeadRoutingModule, PartnerModule],
  controllers: [LeadOfferController, LeadConversionController],
  providers: [LeadOfferService, LeadConversionService],
  exports: [LeadOfferService, LeadConversionService],
})
export class LeadOfferModule {}
