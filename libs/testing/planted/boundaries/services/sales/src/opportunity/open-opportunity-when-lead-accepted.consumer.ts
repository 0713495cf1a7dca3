import type { PublishedEvent } from '@tributary/contracts';
import { Relay } from '@tributary/messaging';
import { OpportunityService } from './opportunity.service.js';

export class OpenOpportunityWhenLeadAccepted {
  readonly seen: PublishedEvent[] = [];
  constructor(
    readonly service: OpportunityService,
    readonly relay: Relay,
  ) {}
}
