import { Controller } from '@nestjs/common';
import {
  dealApprovedV1,
  dealRegisteredV1,
  dealRejectedV1,
  dealReturnedV1,
  dealWithdrawnV1,
  type DealV1,
  type ReceivedEvent,
} from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { DealDecisionService } from './deal-decision.service.js';

type OfDeal = ReceivedEvent<{ deal: DealV1 }>;

// One handler id: what happened to a deal is followed in its order.
const handler = 'maturity.deal-decisions';

@Controller()
export class FollowDecisionWhenDealMoved {
  constructor(private readonly decisions: DealDecisionService) {}

  @On(dealRegisteredV1, handler)
  submitted({ data, time }: OfDeal): Promise<void> {
    return this.decisions.submitted(data.deal.id, data.deal.territory, new Date(time));
  }

  @On(dealReturnedV1, handler)
  returned({ data, time }: OfDeal): Promise<void> {
    return this.decisions.returned(data.deal.id, new Date(time));
  }

  @On([dealApprovedV1, dealRejectedV1], handler)
  decided({ data, time }: OfDeal): Promise<void> {
    return this.decisions.decided(data.deal.id, new Date(time));
  }

  @On(dealWithdrawnV1, handler)
  withdrawn({ data }: OfDeal): Promise<void> {
    return this.decisions.withdrawn(data.deal.id);
  }
}
