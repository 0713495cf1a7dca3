import { AccountService } from './account.service.js';

export class AccountModule {
  readonly service = new AccountService();
}
