import { Aggregate, changedFields, RuleViolation, type MoneyJson } from '@tributary/kernel';

export const segments = ['enterprise', 'consumer', 'b2b2x'] as const;
export const addressKinds = ['registered', 'billing', 'shipping', 'site'] as const;

export interface Address {
  readonly kind: (typeof addressKinds)[number];
  readonly lines: readonly string[];
  readonly city: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

export interface ExternalId {
  readonly system: string;
  readonly id: string;
}

export interface AccountProfile {
  readonly legalName: string;
  readonly segment: (typeof segments)[number];
  readonly country: string;
  readonly parentAccountId: string | null;
  readonly domains: readonly string[];
  readonly registrationNumbers: readonly { readonly kind: string; readonly value: string }[];
  readonly industry: string | null;
  readonly employees: number | null;
  readonly annualRevenue: MoneyJson | null;
  readonly foundedYear: number | null;
  readonly addresses: readonly Address[];
  readonly externalIds: readonly ExternalId[];
  readonly tags: readonly string[];
  readonly vendorOwner: string | null;
}

export interface AccountState extends AccountProfile {
  readonly id: string;
}

export type AccountEvent =
  { readonly type: 'AccountCreated' } | { readonly type: 'AccountUpdated'; readonly changed: readonly string[] };

const blank: Omit<AccountProfile, 'legalName' | 'country'> = {
  segment: 'enterprise',
  parentAccountId: null,
  domains: [],
  registrationNumbers: [],
  industry: null,
  employees: null,
  annualRevenue: null,
  foundedYear: null,
  addresses: [],
  externalIds: [],
  tags: [],
  vendorOwner: null,
};

export type NewAccount = Partial<AccountProfile> & Pick<AccountProfile, 'legalName' | 'country'>;

/** An end customer, known once under all of its names and numbers. It may belong to another, and never to itself by any way. */
export class Account extends Aggregate<AccountState, AccountEvent> {
  /** `lineage` is the parent and all that stand above it. */
  static create(id: string, profile: NewAccount, lineage: readonly string[]): Account {
    const account = new Account({ ...blank, ...tidy(profile), id });
    account.refuseBadPlace(account.state, lineage);
    refuseUnknown(account.state.parentAccountId, lineage);
    account.apply({}, { type: 'AccountCreated' });
    return account;
  }

  /** Changes what differs; nothing happens, and nobody is told, if nothing does. */
  update(change: Partial<AccountProfile>, lineage: readonly string[]): void {
    const tidied = tidy(change);
    const changed = changedFields<AccountProfile>(this.state, tidied);
    if (changed.length === 0) return;
    this.refuseBadPlace({ ...this.state, ...tidied }, lineage);
    if (changed.includes('parentAccountId')) refuseUnknown(tidied.parentAccountId ?? null, lineage);
    const difference = Object.fromEntries(changed.map((field) => [field, tidied[field]]));
    this.apply(difference, { type: 'AccountUpdated', changed });
  }

  private refuseBadPlace({ segment, parentAccountId }: AccountProfile, lineage: readonly string[]): void {
    if (segment === 'b2b2x' && parentAccountId === null) {
      throw new RuleViolation(
        'PARENT_REQUIRED',
        "The customer's customer needs the account of the customer as its parent.",
      );
    }
    if (lineage.includes(this.state.id)) {
      throw new RuleViolation('HIERARCHY_CYCLE', 'An account cannot stand above itself.');
    }
  }
}

function refuseUnknown(parentAccountId: string | null, lineage: readonly string[]): void {
  if (parentAccountId !== null && !lineage.includes(parentAccountId)) {
    throw new RuleViolation('PARENT_UNKNOWN', 'There is no such parent account.');
  }
}

function tidy<Profile extends Partial<AccountProfile>>(profile: Profile): Profile {
  const { legalName, domains, externalIds, tags } = profile;
  return {
    ...profile,
    ...(legalName === undefined ? {} : { legalName: legalName.trim().replace(/\s+/g, ' ') }),
    ...(domains === undefined ? {} : { domains: distinct(domains.map((domain) => domain.toLowerCase())) }),
    ...(externalIds === undefined ? {} : { externalIds: distinct(externalIds) }),
    ...(tags === undefined ? {} : { tags: distinct(tags) }),
  };
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
