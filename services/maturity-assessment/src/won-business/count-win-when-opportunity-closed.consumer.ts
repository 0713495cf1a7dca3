import { Controller } from '@nestjs/common';
import { opportunityLostV1, opportunityWonV1, type OpportunityV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { WonBusinessService } from './won-business.service.js';

const handler = 'maturity.won-opportunities';

@Controller()
export class CountWinWhenOpportunityClosed {
  constructor(private readonly business: WonBusinessService) {}

  // A partner's own deal counts when its win is confirmed; without a partner it is not the partners' revenue.
  @On(opportunityWonV1, handler)
  async won({ data, time }: ReceivedEvent<{ opportunity: OpportunityV1; wonAt: string }>): Promise<void> {
    const { id, dealRegistrationId, parties, value } = data.opportunity;
    if (dealRegistrationId !== null || parties.length === 0) return;
    const win = { id, isRegistered: false, value, wonAt: new Date(data.wonAt), toldAt: new Date(time) };
    await this.business.won(win);
  }

  @On(opportunityLostV1, handler)
  undone({ data }: ReceivedEvent<{ opportunity: OpportunityV1 }>): Promise<void> {
    return this.business.undone(data.opportunity.id);
  }
}
