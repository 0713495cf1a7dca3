import { RuleViolation } from '@tributary/kernel';

export const declineCodes = [
  'no_capacity',
  'out_of_territory',
  'no_expertise',
  'too_small',
  'conflict_of_interest',
  'not_interested',
] as const;
export type DeclineCode = (typeof declineCodes)[number];

/** How a partner came to an offer: by a rule's strategy, as the keeper of a named account, as who brought the lead, or by a person's choice. */
export type OfferStrategy = 'best_match' | 'round_robin' | 'pool' | 'pinned' | 'contributed' | 'chosen';

/** One partner's offer. `lost` went to another of the pool; `ended` was taken back by the vendor. */
export interface LeadOffer {
  readonly partnerId: string;
  readonly hop: number;
  readonly strategy: OfferStrategy;
  readonly ruleId: string | null;
  readonly status: 'open' | 'accepted' | 'declined' | 'lapsed' | 'lost' | 'ended';
  readonly offeredAt: string;
  readonly openedAt: string | null;
  readonly answeredAt: string | null;
  readonly declineCode: DeclineCode | null;
}

/** To whom it is offered, and until when. */
export interface OfferTerms extends Pick<LeadOffer, 'strategy' | 'ruleId'> {
  readonly to: readonly string[];
  readonly dueAt: Date;
  readonly remindAt: Date;
  readonly daysEndAt: Date;
}

export type Offers = readonly LeadOffer[];

export function offersTo(
  partners: readonly string[],
  offer: Pick<LeadOffer, 'hop' | 'strategy' | 'ruleId'>,
  now: Date,
): LeadOffer[] {
  const fresh = { status: 'open', openedAt: null, answeredAt: null, declineCode: null } as const;
  return partners.map((partnerId) => ({ partnerId, ...offer, offeredAt: now.toISOString(), ...fresh }));
}

export function standing(offers: Offers, status: LeadOffer['status']): string[] {
  return offers.filter((offer) => offer.status === status).map(({ partnerId }) => partnerId);
}

/** What a partner brought goes to nobody else, and nobody is asked again who declined. */
export function refuseBarredFrom(
  { offers, contributedBy }: { readonly offers: Offers; readonly contributedBy: string | null },
  partners: readonly string[],
): void {
  if (contributedBy !== null && partners.some((partnerId) => partnerId !== contributedBy))
    throw new RuleViolation(
      'CONTRIBUTED_BY_ANOTHER',
      'The partner who brought a lead is the only one it is offered to.',
    );
  if (partners.some((partnerId) => standing(offers, 'declined').includes(partnerId)))
    throw new RuleViolation('DECLINED_BEFORE', 'The partner has declined this lead: it is not offered it again.');
}

/** The partner's latest offer. */
export function offerOf(offers: Offers, partnerId: string): LeadOffer | null {
  return offers.findLast((offer) => offer.partnerId === partnerId) ?? null;
}

/** The same offers after an answer to the open one of this partner. */
export function answered(offers: Offers, partnerId: string, answer: Partial<LeadOffer>): LeadOffer[] {
  return offers.map((offer) =>
    offer.partnerId === partnerId && offer.status === 'open' ? { ...offer, ...answer } : offer,
  );
}

/** The same offers, the open ones ended in this way. */
export function closed(offers: Offers, status: 'lapsed' | 'ended' | 'lost', now: Date): LeadOffer[] {
  const answeredAt = now.toISOString();
  return offers.map((offer) => (offer.status === 'open' ? { ...offer, status, answeredAt } : offer));
}

/** The same offers, none of which stands any more: the accepted one neither. */
export function takenBack(offers: Offers, now: Date): LeadOffer[] {
  return closed(offers, 'ended', now).map((offer) =>
    offer.status === 'accepted' ? { ...offer, status: 'ended' } : offer,
  );
}

/** Who may read the lead: whose offer stands, and who brought it unless it gave it up or it was taken from it. */
export function readersOf(offers: Offers, contributedBy: string | null): string[] {
  const standingNow = offers.filter(({ status }) => status === 'open' || status === 'accepted');
  const brought = contributedBy === null ? null : (offerOf(offers, contributedBy)?.status ?? 'open');
  const keeps = brought !== null && brought !== 'declined' && brought !== 'ended';
  return [...new Set([...standingNow.map(({ partnerId }) => partnerId), ...(keeps ? [contributedBy!] : [])])].sort();
}
