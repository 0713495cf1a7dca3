import { Controller } from '@nestjs/common';
import { orderFulfilledV1, type OrderFulfilledV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { AssetFulfillmentService } from './asset-fulfillment.service.js';

@Controller()
export class RegisterAssetsWhenOrderFulfilled {
  constructor(private readonly fulfillments: AssetFulfillmentService) {}

  @On(orderFulfilledV1, 'post-sales.register-assets')
  async fulfilled({ data }: ReceivedEvent<OrderFulfilledV1>): Promise<void> {
    const { order, shippedOn, accountId, chain, lines } = data;
    await this.fulfillments.fulfill({
      order: { system: order.system, id: order.id },
      shippedOn,
      accountId: accountId?.toLowerCase() ?? null, // an ERP may write ids in capitals
      chain: (chain ?? []).map(({ role, partnerId = null, name = null, invoice = null, invoicedOn = null }) => ({
        ...{ role, partnerId, name, invoice, invoicedOn },
      })),
      lines: lines.map(({ warrantyTerm = null, ...line }) => ({ ...line, warrantyTerm })),
    });
  }
}
