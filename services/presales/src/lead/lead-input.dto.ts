import { Country, Email, Flag, Instant, ListOf, ListQuery, Nested, OneOf, Text, Uuid, Whole } from '@tributary/http';
import {
  consentBases,
  disqualifyCodes,
  leadSegments,
  leadStatuses,
  touchKinds,
  type LeadFacts,
  type LeadStatus,
} from './lead-state.js';

const left = { optional: true, nullable: true } as const;

export class LeadCompanyDto {
  @Text({ max: 300, example: 'Acme Corporation' })
  readonly name: string;

  @Text({ min: 3, max: 253, ...left, example: 'acme.com' })
  readonly domain?: string | null;

  @Country({ example: 'US' })
  readonly country: string;

  @Text({ max: 200, ...left, example: '150483782' })
  readonly registrationNumber?: string | null;

  @Whole({ max: 100_000_000, ...left, example: 2822 })
  readonly employees?: number | null;
}

export class LeadContactDto {
  @Text({ max: 200, example: 'Ada Lovelace' })
  readonly name: string;

  @Email({ ...left, example: 'ada@acme.com' })
  readonly email?: string | null;

  @Text({ max: 40, ...left, example: '+1 555 0100' })
  readonly phone?: string | null;

  @Text({ max: 200, ...left, example: 'Head of networks' })
  readonly jobTitle?: string | null;
}

export class ConsentDto {
  @OneOf(consentBases)
  readonly basis: (typeof consentBases)[number];

  @Text({ max: 200, example: 'Web form of the spring webinar', description: 'How it is known' })
  readonly source: string;

  @Instant()
  readonly at: Date;
}

export class TouchDto {
  @OneOf(touchKinds)
  readonly kind: (typeof touchKinds)[number];

  @Instant()
  readonly at: Date;
}

export class TouchesDto {
  @ListOf(() => TouchDto, { min: 1, max: 50, example: [{ kind: 'demo_request', at: '2026-03-02T08:30:00.000Z' }] })
  readonly touches: readonly TouchDto[];
}

export class LeadExternalIdDto {
  @Text({ max: 64, example: 'crm' })
  readonly system: string;

  @Text({ max: 200, example: 'LEAD-1' })
  readonly id: string;
}

const company = { name: 'Acme Corporation', domain: 'acme.com', country: 'US' };
const contact = { name: 'Ada Lovelace', email: 'ada@acme.com' };
const consent = { basis: 'consent', source: 'Web form of the spring webinar', at: '2026-03-02T08:30:00.000Z' };

export class NewLeadDto {
  @Text({ max: 64, optional: true, example: 'webinar', description: 'api unless told; partner if a partner brings it' })
  readonly source?: string;

  @Nested(() => LeadCompanyDto, { example: company })
  readonly company: LeadCompanyDto;

  @OneOf(leadSegments, { optional: true, description: 'enterprise unless told' })
  readonly segment?: LeadFacts['segment'];

  @ListOf('string', { max: 50, maxLength: 64, optional: true, example: ['GTX'], description: 'Codes of families' })
  readonly families?: readonly string[];

  @Nested(() => LeadContactDto, { ...left, example: contact, description: 'Hidden from a partner until it accepts' })
  readonly contact?: LeadContactDto | null;

  @Text({ max: 4000, ...left, example: 'Wants to replace its core switches', description: 'Hidden like the contact' })
  readonly note?: string | null;

  @Nested(() => ConsentDto, { ...left, example: consent, description: 'Needed where a contact is named' })
  readonly consent?: ConsentDto | null;

  @ListOf(() => TouchDto, { max: 50, optional: true })
  readonly touches?: readonly TouchDto[];

  @Nested(() => LeadExternalIdDto, {
    ...left,
    example: { system: 'crm', id: 'LEAD-1' },
    description: 'How the vendor’s system knows it; not kept if a partner brings it',
  })
  readonly externalId?: LeadExternalIdDto | null;

  @OneOf(['refuse', 'merge'], {
    optional: true,
    description:
      'What to do with an open lead of the same person: `refuse` (409 with its `leadId`), or `merge` into it. For the vendor.',
  })
  readonly onDuplicate?: 'refuse' | 'merge';
}

export class LeadsQuery extends ListQuery {
  @OneOf(leadStatuses, { optional: true })
  readonly status?: LeadStatus;

  @Uuid({ optional: true, description: 'Offered to this partner alone, or owned by it' })
  readonly partnerId?: string;

  @Text({ max: 64, optional: true, example: 'DACH' })
  readonly territory?: string;

  @Text({ max: 64, optional: true, example: 'webinar' })
  readonly source?: string;

  @Flag({ optional: true })
  readonly hot?: boolean;

  @Flag({ optional: true, description: 'True: those that came back to the vendor' })
  readonly atDesk?: boolean;
}

export class ChosenPartnerDto {
  @Uuid()
  readonly partnerId: string;
}

export class TakeBackDto {
  @Text({ max: 400, example: 'No contact within three days' })
  readonly reason: string;
}

export class DisqualifyDto {
  @OneOf(disqualifyCodes)
  readonly code: (typeof disqualifyCodes)[number];

  @Text({ max: 400, ...left, example: 'The project was cancelled' })
  readonly reason?: string | null;
}

/** What a body says. */
export function factsOfBody(input: NewLeadDto, isPartner: boolean): LeadFacts {
  const { company: from, contact: person, consent: ground, touches = [], externalId } = input;
  return {
    source: isPartner ? 'partner' : (input.source ?? 'api'),
    company: {
      ...{ name: from.name, domain: from.domain ?? null, country: from.country },
      ...{ registrationNumber: from.registrationNumber ?? null, employees: from.employees ?? null },
    },
    segment: input.segment ?? 'enterprise',
    families: input.families ?? [],
    contact: contactFrom(person ?? null),
    note: input.note ?? null,
    consent: consentFrom(ground ?? null),
    touches: touchesFrom(touches),
    // The vendor's systems name leads by these: a partner could take a name before them, or learn which are taken.
    externalSystem: isPartner ? null : (externalId?.system ?? null),
    externalId: isPartner ? null : (externalId?.id ?? null),
  };
}

export function touchesFrom(touches: readonly TouchDto[]): LeadFacts['touches'] {
  return touches.map(({ kind, at }) => ({ kind, at: at.toISOString() }));
}

function contactFrom(contact: LeadContactDto | null): LeadFacts['contact'] {
  if (contact === null) return null;
  const { name, email = null, phone = null, jobTitle = null } = contact;
  return { name, email, phone, jobTitle };
}

function consentFrom(consent: ConsentDto | null): LeadFacts['consent'] {
  return consent === null ? null : { ...consent, at: consent.at.toISOString() };
}
