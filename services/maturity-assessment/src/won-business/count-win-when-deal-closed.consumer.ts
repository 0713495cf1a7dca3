import { Controller } from '@nestjs/common';
import { dealLostV1, dealRevokedV1, dealWonV1, type DealV1, type ReceivedEvent } from '@tributary/contracts';
import type { MoneyJson } from '@tributary/kernel';
import { On } from '@tributary/messaging';
import { WonBusinessService } from './won-business.service.js';

const handler = 'maturity.won-deals';

@Controller()
export class CountWinWhenDealClosed {
  constructor(private readonly business: WonBusinessService) {}

  @On(dealWonV1, handler)
  won({ data, time }: ReceivedEvent<{ deal: DealV1; wonValue: MoneyJson; wonAt: string }>): Promise<void> {
    const { id, protection } = data.deal;
    const wonAt = new Date(data.wonAt);
    const isRegistered = protection !== null && new Date(protection.from) <= wonAt;
    return this.business.won({ id, isRegistered, value: data.wonValue, wonAt, toldAt: new Date(time) });
  }

  @On([dealRevokedV1, dealLostV1], handler)
  undone({ data }: ReceivedEvent<{ deal: DealV1 }>): Promise<void> {
    return this.business.undone(data.deal.id);
  }
}
