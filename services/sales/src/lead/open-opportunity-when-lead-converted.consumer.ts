import { Controller } from '@nestjs/common';
import { leadConvertedV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { LeadService } from './lead.service.js';

@Controller()
export class OpenOpportunityWhenLeadConverted {
  constructor(private readonly leads: LeadService) {}

  @On(leadConvertedV1, 'sales.open-opportunity-of-lead')
  async converted({ data }: ReceivedEvent<(typeof leadConvertedV1)['sample']>): Promise<void> {
    await this.leads.convert(data.lead, { ...data.opportunity, ownedBy: data.convertedBy });
  }
}
