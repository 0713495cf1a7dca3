import { Controller } from '@nestjs/common';
import { dealWonV1, type DealV1, type ReceivedEvent } from '@tributary/contracts';
import type { MoneyJson } from '@tributary/kernel';
import { On } from '@tributary/messaging';
import { RewardAccountService } from './reward-account.service.js';

@Controller()
export class EarnPointsWhenDealWonConsumer {
  constructor(private readonly accounts: RewardAccountService) {}

  // One handler id with the reversal: while a win waits for a rate, its revocation waits behind it.
  @On(dealWonV1, 'points-of-deals')
  async earn({ data }: ReceivedEvent<{ deal: DealV1; wonValue: MoneyJson; wonAt: string }>): Promise<void> {
    const { id, number, partnerId } = data.deal;
    await this.accounts.earnForDeal({ id, number, partnerId, value: data.wonValue, wonAt: new Date(data.wonAt) });
  }
}
