import { Money } from '@tributary/kernel';
import type { Requirement } from '../certification/certification.js';
import type { DealDetails } from '../deal-details/deal-details.js';
import type { DealProgramVersion, Reason } from './deal-program.js';

/** The partner as the rules see it. `requirements` are those of the deal's families and of programs; `openDeals` counts its undecided and protected registrations. */
export interface Registrant {
  readonly partnerId: string;
  readonly status: string;
  readonly tier: string;
  readonly type: string;
  readonly agreements: readonly { readonly kind: string; readonly expiresOn: string | null }[];
  readonly requirements: readonly Requirement[];
  readonly openDeals: number;
}

export const shortcomingCodes = [
  'PARTNER_SUSPENDED',
  'AGREEMENT_UNSIGNED',
  'PARTNER_NOT_ACTIVE',
  'CERTIFICATION_MISSING',
  'PARTNER_TYPE_NOT_ELIGIBLE',
  'TIER_NOT_ELIGIBLE',
  'OPEN_LIMIT',
  'COUNTRY_NOT_ELIGIBLE',
  'FAMILY_NOT_ELIGIBLE',
  'BELOW_MINIMUM_VALUE',
  'LEAD_TIME_TOO_SHORT',
  'DISTRIBUTOR_REQUIRED',
] as const;

/** A condition that is not met. `forbids`: the partner may not register at all, whatever the deal. */
export interface Shortcoming extends Reason {
  readonly code: (typeof shortcomingCodes)[number];
  readonly pointer: string;
  readonly forbids: boolean;
}

const day = 24 * 60 * 60 * 1000;

function* ofPartner(registrant: Registrant, program: DealProgramVersion, now: Date): Generator<Shortcoming> {
  const forbids = { pointer: '', forbids: true };
  const today = now.toISOString().slice(0, 10);
  const inForce = registrant.agreements
    .filter(({ expiresOn }) => expiresOn === null || expiresOn >= today)
    .map(({ kind }) => kind);
  if (registrant.status === 'suspended' || registrant.status === 'terminated') {
    yield { code: 'PARTNER_SUSPENDED', detail: `The partner is ${registrant.status}.`, ...forbids };
  }
  if (program.agreements.length > 0 && !program.agreements.some((kind) => inForce.includes(kind))) {
    yield {
      code: 'AGREEMENT_UNSIGNED',
      detail: `No signed agreement is in force: ${program.agreements.join(' or ')}.`,
      ...forbids,
    };
  }
  if (registrant.status === 'onboarding') {
    yield { code: 'PARTNER_NOT_ACTIVE', detail: 'The onboarding of the partner is not finished.', ...forbids };
  }
  for (const { family, certification, ends } of registrant.requirements) {
    if (family === null && !program.certifications.includes(certification)) continue;
    if (ends.some((end) => end === null || end >= today)) continue;
    const asking = family === null ? 'The program' : `Family ${family}`;
    yield {
      code: 'CERTIFICATION_MISSING',
      detail: `${asking} asks for certification ${certification}, which nobody of the partner holds today.`,
      pointer: family === null ? '' : '/lines',
      forbids: true,
    };
  }
  if (program.partnerTypes.length > 0 && !program.partnerTypes.includes(registrant.type)) {
    yield {
      code: 'PARTNER_TYPE_NOT_ELIGIBLE',
      detail: `The program is for ${program.partnerTypes.join(', ')}.`,
      pointer: '',
      forbids: false,
    };
  }
  if (program.tiers.length > 0 && !program.tiers.includes(registrant.tier)) {
    yield {
      code: 'TIER_NOT_ELIGIBLE',
      detail: `The program is for the tiers ${program.tiers.join(', ')}.`,
      pointer: '',
      forbids: false,
    };
  }
  const limit = program.openLimits[registrant.tier];
  if (limit !== undefined && registrant.openDeals >= limit) {
    yield {
      code: 'OPEN_LIMIT',
      detail: `A partner of tier ${registrant.tier} may have ${limit} registrations open.`,
      pointer: '',
      forbids: false,
    };
  }
}

function* ofDeal(deal: DealDetails, program: DealProgramVersion, now: Date): Generator<Shortcoming> {
  const { country } = deal.identity;
  if (program.countries.length > 0 && !program.countries.includes(country)) {
    yield {
      code: 'COUNTRY_NOT_ELIGIBLE',
      detail: `The program does not cover ${country}.`,
      pointer: '/customer/country',
      forbids: false,
    };
  }
  const families = [...new Set(deal.lines.map(({ family }) => family))].sort();
  const outside = program.families.length === 0 ? [] : families.filter((family) => !program.families.includes(family));
  if (outside.length > 0) {
    yield {
      code: 'FAMILY_NOT_ELIGIBLE',
      detail: `The program does not cover ${outside.join(', ')}.`,
      pointer: '/lines',
      forbids: false,
    };
  }
  const minimum = Money.of(program.minimumValue, program.currency);
  if (deal.value.currency === program.currency && Money.from(deal.value).compare(minimum) < 0) {
    yield {
      code: 'BELOW_MINIMUM_VALUE',
      detail: `The value is below ${minimum.amount} ${minimum.currency}.`,
      pointer: '/lines',
      forbids: false,
    };
  }
  const earliest = new Date(now.getTime() + program.minimumLeadDays * day).toISOString().slice(0, 10);
  if (deal.expectedCloseOn < earliest) {
    yield {
      code: 'LEAD_TIME_TOO_SHORT',
      detail: `The deal may not close before ${earliest}.`,
      pointer: '/expectedCloseOn',
      forbids: false,
    };
  }
  if (program.distributor === 'required' && deal.distributorId === null) {
    yield {
      code: 'DISTRIBUTOR_REQUIRED',
      detail: 'The program asks for a distributor.',
      pointer: '/distributorId',
      forbids: false,
    };
  }
}

/** Every condition of the program that the partner or its deal does not meet, the gravest first. */
export function shortcomings(
  deal: DealDetails,
  registrant: Registrant,
  program: DealProgramVersion,
  now: Date,
): Shortcoming[] {
  return [...ofPartner(registrant, program, now), ...ofDeal(deal, program, now)];
}
