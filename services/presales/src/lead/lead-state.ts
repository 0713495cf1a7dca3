import type { MoneyJson } from '@tributary/kernel';
import type { LeadOffer } from './offers.js';

export const leadStatuses = [
  'new',
  'qualified',
  'offered',
  'accepted',
  'working',
  'converted',
  'disqualified',
  'recycled',
] as const;
export type LeadStatus = (typeof leadStatuses)[number];

export const nextStatuses = {
  new: ['qualified', 'disqualified'],
  qualified: ['offered', 'disqualified', 'recycled'],
  offered: ['accepted', 'qualified', 'disqualified', 'recycled'],
  accepted: ['working', 'converted', 'qualified', 'disqualified', 'recycled'],
  working: ['converted', 'qualified', 'disqualified', 'recycled'],
  converted: [],
  disqualified: ['recycled'],
  recycled: ['qualified', 'disqualified'],
} satisfies Record<LeadStatus, readonly LeadStatus[]>;

export const leadSegments = ['enterprise', 'consumer', 'b2b2x'] as const;
export const consentBases = ['consent', 'legitimate_interest', 'contract'] as const;
export const touchKinds = [
  'demo_request',
  'price_request',
  'event_attended',
  'webinar_attended',
  'download',
  'site_visit',
  'email_reply',
  'call',
] as const;
export const disqualifyCodes = [
  'no_need',
  'no_budget',
  'not_reachable',
  'not_genuine',
  'duplicate',
  'competitor',
  'other',
] as const;

export type DisqualifyCode = (typeof disqualifyCodes)[number];

/** Why nobody but the vendor has it: no rule or no partner was found, the hops or the days are used up, or the vendor took it back. */
export type DeskReason = 'no_rule' | 'no_partner' | 'hops_used' | 'days_used' | 'no_contact' | 'recalled';

export interface Company {
  readonly name: string;
  readonly domain: string | null;
  readonly country: string;
  readonly registrationNumber: string | null;
  readonly employees: number | null;
}

/** Personal data: never in history or events, hidden from a partner until it accepts. */
export interface LeadContact {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly jobTitle: string | null;
}

/** On what ground the person's data are kept, and how that is known. */
export interface Consent {
  readonly basis: (typeof consentBases)[number];
  readonly source: string;
  readonly at: string;
}

/** Something the person did that shows interest. */
export interface Touch {
  readonly kind: (typeof touchKinds)[number];
  readonly at: string;
}

/** What a score is made of, with the version of the rules that gave it. */
export interface Scored {
  readonly score: number;
  readonly hot: boolean;
  readonly scoring: {
    readonly version: number;
    readonly contributions: readonly { readonly rule: string; readonly points: number; readonly because: string }[];
  };
}

/** What was said about an interest when it was captured. */
export interface LeadFacts {
  readonly source: string;
  readonly company: Company;
  readonly segment: (typeof leadSegments)[number];
  readonly families: readonly string[];
  readonly contact: LeadContact | null;
  readonly note: string | null;
  readonly consent: Consent | null;
  readonly touches: readonly Touch[];
  readonly externalSystem: string | null;
  readonly externalId: string | null;
}

export interface LeadState extends LeadFacts, Scored {
  readonly id: string;
  readonly status: LeadStatus;
  readonly contributedBy: string | null;
  readonly territory: string | null;
  readonly territoryId: string | null;
  /** What two leads of one person have in common; personal too. */
  readonly emailKey: string | null;
  readonly personKey: string | null;
  readonly capturedAt: Date;
  /** The owner, or the only one it is offered to. */
  readonly partnerId: string | null;
  readonly offers: readonly LeadOffer[];
  /** The partners who may read it now. */
  readonly readers: readonly string[];
  /** The how manieth offer since it was qualified or taken back. */
  readonly hop: number;
  readonly offeredAt: Date | null;
  readonly offerDueAt: Date | null;
  readonly remindDueAt: Date | null;
  readonly contactDueAt: Date | null;
  /** When it goes back to the vendor if nobody took it up. */
  readonly daysEndAt: Date | null;
  readonly routeDueAt: Date | null;
  readonly deskReason: DeskReason | null;
  readonly acceptedAt: Date | null;
  readonly protectedUntil: Date | null;
  readonly nextStep: string | null;
  readonly expectedValue: MoneyJson | null;
  readonly accountId: string | null;
}

/** Who of which partner answers. */
export interface Answering<Partner = string> {
  readonly subject: string;
  readonly partnerId: Partner;
}

/** What a partner says when it takes a lead on, and by when it will have been in touch. */
export interface Acceptance {
  readonly nextStep: string;
  readonly expectedValue: MoneyJson;
  readonly contactDueAt: Date;
}

export type LeadBeginning = Pick<LeadState, 'id' | 'contributedBy' | 'territory' | 'territoryId'>;

/** What an offer or an owner leaves behind when it ends. */
export const nobodyHasIt = {
  ...{ partnerId: null, offeredAt: null, offerDueAt: null, remindDueAt: null, contactDueAt: null, routeDueAt: null },
  ...{ acceptedAt: null, protectedUntil: null, nextStep: null, expectedValue: null },
} as const;

/** The part of the state that was said about the interest. */
export function factsOf(state: LeadFacts): LeadFacts {
  const { source, company, segment, families, contact, note, consent, touches, externalSystem, externalId } = state;
  return { source, company, segment, families, contact, note, consent, touches, externalSystem, externalId };
}
