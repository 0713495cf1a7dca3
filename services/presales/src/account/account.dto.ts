import {
  Country,
  exportQueryOf,
  ListOf,
  ListQuery,
  MoneyDto,
  MoneyField,
  NumberedRepresentation,
  OneOf,
  Text,
  Uuid,
  Whole,
} from '@tributary/http';
import type { Actor, MoneyJson } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import { addressKinds, segments, type AccountProfile, type AccountState, type Address } from './account.js';

export class AddressDto {
  @OneOf(addressKinds)
  readonly kind: Address['kind'];

  @ListOf('string', { max: 5, min: 1, maxLength: 200, example: ['1 Main Street'] })
  readonly lines: readonly string[];

  @Text({ max: 200, optional: true, nullable: true, example: 'Springfield' })
  readonly city?: string | null;

  @Text({ max: 20, optional: true, nullable: true, example: '62701' })
  readonly postalCode?: string | null;

  @Country({ example: 'US' })
  readonly country: string;
}

export class RegistrationNumberDto {
  @Text({ max: 64, example: 'duns' })
  readonly kind: string;

  @Text({ max: 200, example: '150483782' })
  readonly value: string;
}

export class AccountExternalIdDto {
  @Text({ max: 64, example: 'crm' })
  readonly system: string;

  @Text({ max: 200, example: 'ACC-1' })
  readonly id: string;
}

const left = { optional: true, nullable: true } as const;
const legalName = { max: 300, example: 'Acme Corporation' };

export class ChangedAccountDto {
  @Text({ ...legalName, optional: true })
  readonly legalName?: string;

  @OneOf(segments, { optional: true })
  readonly segment?: AccountProfile['segment'];

  @Country({ optional: true, example: 'US' })
  readonly country?: string;

  @Uuid({ ...left, description: 'The account that it belongs to' })
  readonly parentAccountId?: string | null;

  @ListOf('string', { max: 50, maxLength: 253, optional: true, example: ['acme.com'] })
  readonly domains?: readonly string[];

  @ListOf(() => RegistrationNumberDto, { max: 20, optional: true })
  readonly registrationNumbers?: readonly RegistrationNumberDto[];

  @Text({ max: 100, ...left, example: 'technology' })
  readonly industry?: string | null;

  @Whole({ max: 100_000_000, ...left, example: 2822 })
  readonly employees?: number | null;

  @MoneyField({ ...left })
  readonly annualRevenue?: MoneyDto | null;

  @Whole({ min: 1000, max: 2200, ...left, example: 1996 })
  readonly foundedYear?: number | null;

  @ListOf(() => AddressDto, { max: 20, optional: true })
  readonly addresses?: readonly AddressDto[];

  @ListOf(() => AccountExternalIdDto, { max: 20, optional: true })
  readonly externalIds?: readonly AccountExternalIdDto[];

  @ListOf('string', { max: 50, maxLength: 64, optional: true, example: ['named'] })
  readonly tags?: readonly string[];

  @Text({ max: 200, ...left, example: 'channel-manager', description: 'Who at the vendor looks after it' })
  readonly vendorOwner?: string | null;
}

export class NewAccountDto extends ChangedAccountDto {
  @Text(legalName)
  declare readonly legalName: string;

  @Country({ example: 'US' })
  declare readonly country: string;
}

export class AccountDto extends NumberedRepresentation {
  @Text(legalName)
  readonly legalName: string;

  @OneOf(segments)
  readonly segment: AccountProfile['segment'];

  @Country({ example: 'US' })
  readonly country: string;

  @Uuid({ nullable: true })
  readonly parentAccountId: string | null;

  @ListOf('string', { max: 50, maxLength: 253, example: ['acme.com'] })
  readonly domains: readonly string[];

  @ListOf(() => RegistrationNumberDto, { max: 20 })
  readonly registrationNumbers: readonly RegistrationNumberDto[];

  @Text({ max: 100, nullable: true, example: 'technology' })
  readonly industry: string | null;

  @Whole({ nullable: true, example: 2822 })
  readonly employees: number | null;

  @MoneyField({ nullable: true })
  readonly annualRevenue: MoneyJson | null;

  @Whole({ nullable: true, example: 1996 })
  readonly foundedYear: number | null;

  @ListOf(() => AddressDto, { max: 20 })
  readonly addresses: readonly AddressDto[];

  @ListOf(() => AccountExternalIdDto, { max: 20, description: 'For the vendor only, empty for partners' })
  readonly externalIds: readonly AccountExternalIdDto[];

  @ListOf('string', { max: 50, maxLength: 64, example: [], description: 'For the vendor only, empty for partners' })
  readonly tags: readonly string[];

  @Text({ max: 200, nullable: true, example: null, description: 'For the vendor only, null for partners' })
  readonly vendorOwner: string | null;
}

export class AccountsQuery extends ListQuery {
  @Country({ optional: true, example: 'US' })
  readonly country?: string;

  @OneOf(segments, { optional: true })
  readonly segment?: AccountProfile['segment'];

  @Text({ max: 100, optional: true, example: 'technology' })
  readonly industry?: string;

  @Text({ max: 253, optional: true, example: 'acme.com' })
  readonly domain?: string;

  @Uuid({ optional: true, description: 'The accounts directly below this one' })
  readonly parentAccountId?: string;

  @Text({ min: 2, max: 100, optional: true, example: 'acme', description: 'A part of the name' })
  readonly q?: string;
}

export class AccountsExportQuery extends exportQueryOf(AccountsQuery) {}

/** What a body says, as a profile or a change of one. */
export function profileFrom<Body extends ChangedAccountDto>({ addresses, ...body }: Body) {
  if (addresses === undefined) return body;
  return {
    ...body,
    addresses: addresses.map(({ city = null, postalCode = null, ...rest }) => ({ ...rest, city, postalCode })),
  };
}

/** A partner reads what it must know of its customer; numbers, tags and people of the vendor are the vendor's. */
export function accountOf(row: Saved<AccountState>, actor: Actor): AccountDto {
  const { id, number, version, createdAt, updatedAt, legalName, segment, country, parentAccountId, domains } = row;
  const { registrationNumbers, industry, employees, annualRevenue, foundedYear, addresses } = row;
  const isPartner = actor.kind === 'partner';
  return {
    ...{ id, number, version, createdAt, updatedAt, legalName, segment, country, parentAccountId, domains },
    ...{ registrationNumbers, industry, employees, annualRevenue, foundedYear, addresses },
    externalIds: isPartner ? [] : row.externalIds,
    tags: isPartner ? [] : row.tags,
    vendorOwner: isPartner ? null : row.vendorOwner,
  };
}
