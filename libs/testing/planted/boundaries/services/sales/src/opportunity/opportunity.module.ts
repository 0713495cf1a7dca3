import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { OpportunityController } from './opportunity.controller.js';
import { OpportunityService } from './opportunity.service.js';

@Module({ imports: [AccountModule], controllers: [OpportunityController], providers: [OpportunityService] })
export class OpportunityModule {}
