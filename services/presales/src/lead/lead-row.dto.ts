import { Country, Email, Instant, ListOf, OneOf, Text, Whole } from '@tributary/http';
import { consentBases, leadSegments, touchKinds, type LeadFacts } from './lead-state.js';

const left = { optional: true } as const;

/** A line of a lead file. */
export class LeadRowDto {
  @Text({ max: 64, ...left, example: 'crm', description: 'Where the external id comes from; import unless told' })
  readonly system?: string;

  @Text({ max: 200, ...left, example: 'LEAD-1', description: 'A lead that is known by it is left as it is' })
  readonly externalId?: string;

  @Text({ max: 64, ...left, example: 'webinar', description: 'import unless told' })
  readonly source?: string;

  @Text({ max: 300, example: 'Acme Corporation' })
  readonly companyName: string;

  @Text({ max: 253, ...left, example: 'acme.com' })
  readonly domain?: string;

  @Country({ example: 'US' })
  readonly country: string;

  @Text({ max: 200, ...left, example: '150483782' })
  readonly registrationNumber?: string;

  @Whole({ max: 100_000_000, ...left, example: 2822 })
  readonly employees?: number;

  @OneOf(leadSegments, { ...left, description: 'enterprise unless told' })
  readonly segment?: LeadFacts['segment'];

  @ListOf('string', { max: 50, maxLength: 64, ...left, example: ['GTX'] })
  readonly families?: readonly string[];

  @Text({ max: 200, ...left, example: 'Ada Lovelace' })
  readonly contactName?: string;

  @Email({ ...left, example: 'ada@acme.com' })
  readonly email?: string;

  @Text({ max: 40, ...left, example: '+1 555 0100' })
  readonly phone?: string;

  @Text({ max: 200, ...left, example: 'Head of networks' })
  readonly jobTitle?: string;

  @OneOf(consentBases, { ...left, description: 'Needed where a contact is named' })
  readonly consentBasis?: NonNullable<LeadFacts['consent']>['basis'];

  @Text({ max: 200, ...left, example: 'Web form of 2026-03-02' })
  readonly consentSource?: string;

  @Instant({ ...left, description: 'Now unless told' })
  readonly consentAt?: Date;

  @OneOf(touchKinds, left)
  readonly touch?: LeadFacts['touches'][number]['kind'];

  @Instant({ ...left, description: 'Now unless told' })
  readonly touchAt?: Date;

  @OneOf(['refuse', 'merge'], { ...left, description: 'What to do with a lead that is known already' })
  readonly onDuplicate?: 'refuse' | 'merge';
}

/** What a line says. */
export function factsOfRow(row: LeadRowDto, now: Date): LeadFacts {
  const { contactName, email, consentBasis, touch } = row;
  const name = contactName ?? email;
  return {
    source: row.source ?? 'import',
    company: {
      ...{ name: row.companyName, domain: row.domain ?? null, country: row.country },
      ...{ registrationNumber: row.registrationNumber ?? null, employees: row.employees ?? null },
    },
    segment: row.segment ?? 'enterprise',
    families: row.families ?? [],
    contact:
      name === undefined
        ? null
        : { name, email: email ?? null, phone: row.phone ?? null, jobTitle: row.jobTitle ?? null },
    note: null,
    consent:
      consentBasis === undefined
        ? null
        : { basis: consentBasis, source: row.consentSource ?? 'import', at: (row.consentAt ?? now).toISOString() },
    touches: touch === undefined ? [] : [{ kind: touch, at: (row.touchAt ?? now).toISOString() }],
    externalSystem: row.externalId === undefined ? null : (row.system ?? 'import'),
    externalId: row.externalId ?? null,
  };
}
