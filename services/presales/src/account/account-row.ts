import { Money, type Fault, type MoneyJson } from '@tributary/kernel';
import type { AccountProfile, NewAccount } from './account.js';
import { readCountry } from './country-name.js';
import { readIndustry } from './industry.js';

export interface AccountRow {
  readonly number?: string;
  readonly system?: string;
  readonly externalId?: string;
  readonly legalName: string;
  readonly segment?: AccountProfile['segment'];
  readonly country: string;
  readonly parent?: string;
  readonly industry?: string;
  readonly employees?: number;
  readonly annualRevenue?: string;
  readonly revenueInMillions?: string;
  readonly revenueCurrency?: string;
  readonly foundedYear?: number;
  readonly domains?: readonly string[];
  readonly tags?: readonly string[];
}

export interface AccountReading {
  readonly number: string | null;
  readonly system: string;
  readonly externalId: string;
  /** The parent as the source names it. */
  readonly parent: string | null;
  readonly profile: NewAccount;
  readonly mended: readonly string[];
}

export interface UnreadableAccount {
  readonly errors: readonly Fault[];
}

export function isReadable(reading: AccountReading | UnreadableAccount): reading is AccountReading {
  return !('errors' in reading);
}

/** Reads a line of an account file: says what was mended, or why it cannot be read. */
export function readAccountRow(row: AccountRow): AccountReading | UnreadableAccount {
  const country = readCountry(row.country);
  if (country === null) {
    const detail = `"${row.country}" is no country that is understood beyond doubt.`;
    const fault: Fault = { pointer: '/country', code: 'NOT_COUNTRY', detail };
    return { errors: [fault] };
  }
  const legalName = row.legalName.trim().replace(/\s+/g, ' ');
  const industry = row.industry === undefined ? null : readIndustry(row.industry);
  const revenue = readRevenue(row);
  const { segment, employees, foundedYear, domains, tags } = row;
  const said = { segment, employees, foundedYear, domains, tags, industry: industry?.industry, annualRevenue: revenue };
  return {
    number: row.number ?? null,
    system: row.system ?? 'import',
    externalId: row.externalId ?? legalName,
    parent: row.parent?.trim() ?? null,
    profile: { ...definedOnly(said), legalName, country: country.code },
    mended: [
      ...(country.mendedTo === null
        ? []
        : [`country: "${row.country}" read as "${country.mendedTo}" (${country.code})`]),
      ...(industry?.mended === true ? [`industry: "${row.industry}" read as "${industry.industry}"`] : []),
      ...(legalName === row.legalName ? [] : [`legalName: tidied to "${legalName}"`]),
    ],
  };
}

function readRevenue({ annualRevenue, revenueInMillions, revenueCurrency = 'USD' }: AccountRow): MoneyJson | undefined {
  if (annualRevenue !== undefined) return Money.rounded(annualRevenue, revenueCurrency).toJSON();
  return revenueInMillions === undefined
    ? undefined
    : Money.of('1000000', revenueCurrency).times(revenueInMillions).toJSON();
}

function definedOnly<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
