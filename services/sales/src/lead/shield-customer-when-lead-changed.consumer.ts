import { Controller } from '@nestjs/common';
import {
  leadAcceptedV1,
  leadConvertedV1,
  leadDisqualifiedV1,
  leadReassignedV1,
  type LeadV1,
  type ReceivedEvent,
} from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { LeadService } from './lead.service.js';

@Controller()
export class ShieldCustomerWhenLeadChanged {
  constructor(private readonly leads: LeadService) {}

  @On([leadAcceptedV1, leadReassignedV1, leadConvertedV1, leadDisqualifiedV1], 'sales.shield-customer-of-lead')
  async changed(event: ReceivedEvent<{ lead: LeadV1 }>): Promise<void> {
    await this.leads.keep(event.data.lead, event.sequence);
  }
}
