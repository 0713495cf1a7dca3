import { Controller } from '@nestjs/common';
import { leadAcceptedV1, leadOfferedV1, leadReassignedV1, type LeadV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { LeadOfferService } from './lead-offer.service.js';

const handler = 'maturity.lead-offers';

@Controller()
export class CountOfferWhenLeadMoved {
  constructor(private readonly offers: LeadOfferService) {}

  @On(leadOfferedV1, handler)
  offered({ data, sequence, time }: ReceivedEvent<{ lead: LeadV1; dueAt: string }>): Promise<void> {
    return this.offers.offered(data.lead.id, sequence, new Date(data.dueAt), new Date(time));
  }

  @On(leadAcceptedV1, handler)
  accepted({ data, time }: ReceivedEvent<{ lead: LeadV1 }>): Promise<void> {
    return this.offers.accepted(data.lead.id, new Date(data.lead.acceptedAt ?? time));
  }

  @On(leadReassignedV1, handler)
  async reassigned({
    data,
    time,
  }: ReceivedEvent<{ lead: LeadV1; cause: string; wasAccepted: boolean }>): Promise<void> {
    if (data.cause === 'recalled' && !data.wasAccepted) await this.offers.recalled(data.lead.id, new Date(time));
  }
}
