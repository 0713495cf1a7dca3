import { RuleViolation } from '@tributary/kernel';
import { nameKey } from './company-keys.js';
import { offered, type OfferedAgreement } from './partner-agreements.js';
import type { PartnerState } from './partner-state.js';
import type { Profile } from './profile-change.js';

/** What an approved application says of the company. */
export type Company = Pick<
  PartnerState,
  | 'id'
  | 'applicationId'
  | 'nameKey'
  | 'registrationNumber'
  | 'registrationKey'
  | 'emailDomain'
  | 'country'
  | 'type'
  | 'ownedBy'
  | 'partnership'
  | keyof Profile
>;

/** What another system says of a partner that the vendor has had for long. */
export type EstablishedCompany = Omit<Company, 'applicationId' | 'nameKey' | 'partnership'> &
  Pick<PartnerState, 'tier' | 'externalIds'> & {
    /** Since when it has done business; null if nobody knows. */
    readonly activatedAt: Date | null;
  };

export function onboardingOf(company: Company, agreements: readonly OfferedAgreement[]): PartnerState {
  return {
    ...company,
    status: 'onboarding',
    tier: 'registered',
    tierUntil: null,
    tierAfter: null,
    parentDistributorId: null,
    agreements: agreements.reduce(offered, []),
    pendingChanges: [],
    annualRevenue: null,
    externalIds: [],
    onboardedAt: null,
    activatedAt: null,
    suspensionReason: null,
    terminatedAt: null,
  };
}

/** It is active from the first moment; what it has not signed here, it still has to sign before anything new is open to it. */
export function establishedOf(
  company: EstablishedCompany,
  agreements: readonly OfferedAgreement[],
  now: Date,
): PartnerState {
  if (company.activatedAt !== null && company.activatedAt > now)
    throw new RuleViolation('ACTIVE_IN_THE_FUTURE', 'A partner that is brought over has been active before.');
  const unknown = { applicationId: null, partnership: null, nameKey: nameKey(company.legalName) };
  return {
    ...onboardingOf({ ...company, ...unknown }, agreements),
    ...company,
    status: 'active',
    onboardedAt: company.activatedAt,
  };
}
