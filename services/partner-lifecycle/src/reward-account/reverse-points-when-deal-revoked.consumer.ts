import { Controller } from '@nestjs/common';
import { dealRevokedV1, type DealV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { RewardAccountService } from './reward-account.service.js';

@Controller()
export class ReversePointsWhenDealRevokedConsumer {
  constructor(private readonly accounts: RewardAccountService) {}

  @On(dealRevokedV1, 'points-of-deals')
  async reverse({ data }: ReceivedEvent<{ deal: DealV1; reason: string }>): Promise<void> {
    await this.accounts.reverseFor(data.deal.id, data.deal.partnerId, data.reason);
  }
}
