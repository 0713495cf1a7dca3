import { Controller } from '@nestjs/common';
import { text } from '@tributary/http';
import { list } from './opportunity.queries.js';
import { OpportunityService } from './opportunity.service.js';

@Controller()
export class OpportunityController {
  readonly parts = [list, text];
  constructor(readonly service: OpportunityService) {}
}
