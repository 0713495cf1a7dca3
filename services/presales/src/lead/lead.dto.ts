import {
  Flag,
  Instant,
  ListOf,
  MoneyField,
  Nested,
  NumberedRepresentation,
  OneOf,
  Text,
  Uuid,
  Whole,
} from '@tributary/http';
import type { Actor, MoneyJson } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import { ConsentDto, LeadCompanyDto, LeadContactDto, LeadExternalIdDto, TouchDto } from './lead-input.dto.js';
import { leadSegments, leadStatuses, type LeadState, type LeadStatus } from './lead-state.js';
import { declineCodes, offerOf, type DeclineCode, type LeadOffer } from './offers.js';

const none = { nullable: true, example: null } as const;

export class ScoreContributionDto {
  @Text({ max: 64, example: 'demo-request' })
  readonly rule: string;

  @Whole({ min: -100, max: 100, example: 25 })
  readonly points: number;

  @Text({ max: 2000, example: 'demo_request: 1 in 30 days' })
  readonly because: string;
}

export class LeadOfferDto {
  @Uuid()
  readonly partnerId: string;

  @Whole({ min: 1, example: 1 })
  readonly hop: number;

  @OneOf(['best_match', 'round_robin', 'pool', 'pinned', 'contributed', 'chosen'])
  readonly strategy: LeadOffer['strategy'];

  @OneOf(['open', 'accepted', 'declined', 'lapsed', 'lost', 'ended'])
  readonly status: LeadOffer['status'];

  @Instant()
  readonly offeredAt: string;

  @Instant({ nullable: true, description: 'When the partner first looked at it' })
  readonly openedAt: string | null;

  @Instant({ nullable: true })
  readonly answeredAt: string | null;

  @OneOf(declineCodes, none)
  readonly declineCode: DeclineCode | null;
}

export class LeadDto extends NumberedRepresentation {
  @OneOf(leadStatuses)
  readonly status: LeadStatus;

  @Text({ max: 64, example: 'webinar' })
  readonly source: string;

  @Nested(() => LeadCompanyDto, { example: { name: 'Acme Corporation', domain: 'acme.com', country: 'US' } })
  readonly company: LeadCompanyDto;

  @OneOf(leadSegments)
  readonly segment: LeadState['segment'];

  @ListOf('string', { max: 50, maxLength: 64, example: ['GTX'] })
  readonly families: readonly string[];

  @Text({ max: 64, nullable: true, example: 'DACH' })
  readonly territory: string | null;

  @Whole({ max: 100, example: 72 })
  readonly score: number;

  @Flag({ description: 'To be answered within the shorter time' })
  readonly hot: boolean;

  @ListOf(() => ScoreContributionDto, { max: 100, description: 'What the score is made of; for the vendor only' })
  readonly contributions: readonly ScoreContributionDto[];

  @Nested(() => LeadContactDto, { ...none, description: 'Null to a partner until it accepts' })
  readonly contact: LeadContactDto | null;

  @Text({ max: 20_000, ...none, description: 'Null to a partner until it accepts' })
  readonly note: string | null;

  @Nested(() => ConsentDto, { ...none, description: 'Shown with the contact' })
  readonly consent: (Omit<ConsentDto, 'at'> & { readonly at: string }) | null;

  @ListOf(() => TouchDto, { max: 200, example: [] })
  readonly touches: LeadState['touches'];

  @Uuid({ ...none, description: 'The owner, or whom alone it is offered to' })
  readonly partnerId: string | null;

  @Uuid({ ...none, description: 'The partner who brought it' })
  readonly contributedBy: string | null;

  @ListOf(() => LeadOfferDto, { max: 1000, example: [], description: 'A partner sees its own' })
  readonly offers: readonly LeadOfferDto[];

  @Instant({ nullable: true, description: 'First instant at which the offer can be accepted no longer' })
  readonly offerDueAt: Date | null;

  @Flag({ description: 'Half of the time to answer has passed' })
  readonly reminded: boolean;

  @OneOf(['no_rule', 'no_partner', 'hops_used', 'days_used', 'no_contact', 'recalled'], {
    ...none,
    description: 'Why it waits for the vendor; for the vendor only',
  })
  readonly deskReason: LeadState['deskReason'];

  @Instant({ nullable: true })
  readonly acceptedAt: Date | null;

  @Instant({ nullable: true, description: 'By then the owner has been in touch, or it goes back to the vendor' })
  readonly contactDueAt: Date | null;

  @Instant({ nullable: true })
  readonly protectedUntil: Date | null;

  @Text({ max: 1000, ...none })
  readonly nextStep: string | null;

  @MoneyField({ nullable: true })
  readonly expectedValue: MoneyJson | null;

  @Uuid(none)
  readonly accountId: string | null;

  @Nested(() => LeadExternalIdDto, { ...none, description: 'For the vendor only' })
  readonly externalId: LeadExternalIdDto | null;
}

/** A partner sees no other partner, and the person only once the lead is its own. */
export function leadOf(row: Saved<LeadState>, actor: Actor): LeadDto {
  const { id, number, version, createdAt, updatedAt, status, source, company, segment, families, territory } = row;
  const { score, hot, offerDueAt, acceptedAt, contactDueAt, protectedUntil, nextStep, expectedValue, accountId } = row;
  const own = actor.kind === 'partner' ? (actor.partnerId ?? '') : null;
  const owns = row.contributedBy === own || (acceptedAt !== null && row.partnerId === own);
  const mine = <T>(value: T, partnerId: string | null): T | null => (own === null || partnerId === own ? value : null);
  const offer = own === null ? null : offerOf(row.offers, own);
  const offers = own === null ? row.offers : offer === null ? [] : [offer];
  const { externalSystem, externalId } = row;
  return {
    ...{ id, number, version, createdAt, updatedAt, status, source, company, segment, families, territory, score, hot },
    ...{ offerDueAt, acceptedAt, contactDueAt, protectedUntil, nextStep, expectedValue, accountId },
    contributions: own === null ? row.scoring.contributions : [],
    ...(own === null || owns
      ? { contact: row.contact, note: row.note, consent: row.consent, touches: row.touches }
      : { contact: null, note: null, consent: null, touches: [] }),
    partnerId: mine(row.partnerId, row.partnerId),
    contributedBy: mine(row.contributedBy, row.contributedBy),
    offers: offers.map(({ ruleId: _, ...shown }) => shown),
    reminded: status === 'offered' && row.remindDueAt === null,
    deskReason: own === null ? row.deskReason : null,
    externalId: own === null && externalId !== null ? { system: externalSystem ?? '', id: externalId } : null,
  };
}
