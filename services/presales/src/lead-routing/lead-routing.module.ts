import { Module } from '@nestjs/common';
import { LeadRoutingRuleModule } from '../lead-routing-rule/lead-routing-rule.module.js';
import { LeadRoutingController } from './lead-routing.controller.js';
import { LeadRoutingQueries } from './lead-routing.queries.js';
import { LeadRoutingService } from './lead-routing.service.js';
import { RoutingGroundService } from './routing-ground.service.js';

@Module({
  imports: [LeadRoutingRuleModule],
  controllers: [LeadRoutingController],
  providers: [LeadRoutingService, RoutingGroundService, LeadRoutingQueries],
  exports: [LeadRoutingService, RoutingGroundService],
})
export class LeadRoutingModule {}
