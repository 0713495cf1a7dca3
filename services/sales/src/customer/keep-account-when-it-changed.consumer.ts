import { Controller } from '@nestjs/common';
import { accountCreatedV1, accountUpdatedV1, type AccountV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { CustomerService } from './customer.service.js';

@Controller()
export class KeepAccountWhenItChanged {
  constructor(private readonly customers: CustomerService) {}

  @On([accountCreatedV1, accountUpdatedV1], 'sales.keep-account', { from: 'state' })
  async changed(event: ReceivedEvent<{ account: AccountV1 }>): Promise<void> {
    await this.customers.keep(event.data.account, event.sequence);
  }
}
