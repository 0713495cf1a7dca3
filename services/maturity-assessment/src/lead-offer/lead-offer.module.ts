import { Module } from '@nestjs/common';
import { CountOfferWhenLeadMoved } from './count-offer-when-lead-moved.consumer.js';
import { LeadOfferService } from './lead-offer.service.js';

@Module({ controllers: [CountOfferWhenLeadMoved], providers: [LeadOfferService], exports: [LeadOfferService] })
export class LeadOfferModule {}
