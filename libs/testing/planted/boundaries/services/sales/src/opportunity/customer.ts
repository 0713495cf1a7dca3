import type { AccountKind } from '../account/account.js';

export interface Customer {
  readonly kind: AccountKind;
}
