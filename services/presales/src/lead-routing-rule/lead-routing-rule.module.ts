import { Module } from '@nestjs/common';
import { LeadRoutingRuleController } from './lead-routing-rule.controller.js';
import { LeadRoutingRuleQueries } from './lead-routing-rule.queries.js';
import { LeadRoutingRuleService } from './lead-routing-rule.service.js';

@Module({
  controllers: [LeadRoutingRuleController],
  providers: [LeadRoutingRuleService, LeadRoutingRuleQueries],
  exports: [LeadRoutingRuleService],
})
export class LeadRoutingRuleModule {}
