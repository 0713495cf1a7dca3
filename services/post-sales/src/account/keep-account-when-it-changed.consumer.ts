import { Controller } from '@nestjs/common';
import { accountCreatedV1, accountUpdatedV1, type AccountV1, type ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { AccountService } from './account.service.js';

@Controller()
export class KeepAccountWhenItChanged {
  constructor(private readonly accounts: AccountService) {}

  @On([accountCreatedV1, accountUpdatedV1], 'post-sales.keep-account', { from: 'state' })
  async changed(event: ReceivedEvent<{ account: AccountV1 }>): Promise<void> {
    await this.accounts.keep(event.data.account, event.sequence);
  }
}
