import { Module } from '@nestjs/common';
import { LeadRoutingRuleModule } from '../lead-routing-rule/lead-routing-rule.module.js';
import { LeadRoutingController } from './lead-routing.controller.js';
import { LeadRoutingQueries } from './lead-routing.queries.js';
import { LeadRoutingService } from './lead-routing.service.js';

@Module({
  imports: [LeadRoutingRuleModule],
  controllers: [LeadRoutingController],
  providers: [LeadRoutingService, LeadRoutingQueries],
  exports: [LeadRoutingService],
})
export class LeadRoutingModule {}
