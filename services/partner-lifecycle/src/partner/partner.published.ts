import {
  partnerActivatedV1,
  partnerImportedV1,
  partnerOnboardingStartedV1,
  partnerProfileUpdatedV1,
  partnerReinstatedV1,
  partnerSuspendedV1,
  partnerTerminatedV1,
  type PartnerV1,
  type PublishedEvent,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import { inForce, unsigned } from './partner-agreements.js';
import type { PartnerEvent, PartnerState } from './partner-state.js';

export function toPublished(state: Saved<PartnerState>, event: PartnerEvent): readonly PublishedEvent[] {
  const { id } = state;
  const partner = publicState(state);
  switch (event.type) {
    case 'PartnerOnboardingStarted':
      return [partnerOnboardingStartedV1.of(id, { partner, applicationId: state.applicationId })];
    case 'PartnerImported':
      return [partnerImportedV1.of(id, { partner, activatedAt: event.activatedAt?.toISOString() ?? null })];
    case 'PartnerActivated':
      return [partnerActivatedV1.of(id, { partner, activatedAt: event.activatedAt.toISOString() })];
    case 'PartnerProfileUpdated':
      return [partnerProfileUpdatedV1.of(id, { partner, changed: [...event.changed] })];
    case 'PartnershipRecorded': {
      const changed = event.isNewType ? ['partnershipType'] : ['evaluation'];
      return [partnerProfileUpdatedV1.of(id, { partner, changed })];
    }
    case 'PartnerTierChanged':
      return [partnerProfileUpdatedV1.of(id, { partner, changed: ['tier'] })];
    case 'PartnerSuspended':
      return [partnerSuspendedV1.of(id, { partner, reason: event.reason, suspendedBy: event.suspendedBy })];
    case 'PartnerReinstated':
      return [partnerReinstatedV1.of(id, { partner, reason: event.reason, reinstatedBy: event.reinstatedBy })];
    case 'PartnerTerminated':
      return [partnerTerminatedV1.of(id, { partner, reason: event.reason, terminatedBy: event.terminatedBy })];
    case 'ProfileChangeRequested': // private on purpose: a wish is no fact yet
    case 'ProfileChangeRejected':
    case 'OnboardingConfirmed':
    case 'OnboardingReopened':
      return [];
  }
}

function publicState(partner: Saved<PartnerState>): PartnerV1 {
  const { id, number, legalName, country, type, status, tier, parentDistributorId, website, annualRevenue } = partner;
  return {
    id,
    number,
    legalName,
    country,
    type,
    status,
    tier,
    partnershipType: partner.partnership?.type ?? null,
    territories: [...partner.territories],
    segments: [...partner.segments] as PartnerV1['segments'],
    specializations: [...partner.specializations],
    parentDistributorId,
    agreements: inForce(partner.agreements).flatMap(({ agreementId, kind, revision, signedAt, expiresOn }) =>
      signedAt === null ? [] : [{ agreementId, kind, version: revision, signedAt, expiresOn }],
    ),
    unsignedAgreements: [...new Set(unsigned(partner.agreements).map(({ kind }) => kind))],
    website,
    annualRevenue,
    externalIds: [...partner.externalIds],
  };
}
