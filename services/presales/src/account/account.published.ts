import { accountCreatedV1, accountUpdatedV1, type AccountV1, type PublishedEvent } from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { AccountEvent, AccountState } from './account.js';

export function toPublished(account: Saved<AccountState>, event: AccountEvent): readonly PublishedEvent[] {
  switch (event.type) {
    case 'AccountCreated':
      return [accountCreatedV1.of(account.id, { account: publicState(account) })];
    case 'AccountUpdated':
      return [accountUpdatedV1.of(account.id, { account: publicState(account), changed: [...event.changed] })];
  }
}

function publicState(account: Saved<AccountState>): AccountV1 {
  const { id, number, legalName, segment, country, parentAccountId, industry, employees } = account;
  return {
    ...{ id, number, legalName, segment, country, parentAccountId, industry, employees },
    annualRevenue: account.annualRevenue === null ? null : { ...account.annualRevenue },
    domains: [...account.domains],
    registrationNumbers: account.registrationNumbers.map((each) => ({ ...each })),
    addresses: account.addresses.map((address) => ({ ...address, lines: [...address.lines] })),
    externalIds: account.externalIds.map((each) => ({ ...each })),
    tags: [...account.tags],
  };
}
