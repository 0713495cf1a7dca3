import {
  partnerApplicationApprovedV1,
  partnerApplicationRejectedV1,
  partnerAppliedV1,
  type PartnerApplicationV1,
  type PublishedEvent,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { PartnerApplicationEvent, PartnerApplicationState } from './partner-application.js';

export function toPublished(
  application: Saved<PartnerApplicationState>,
  event: PartnerApplicationEvent,
): readonly PublishedEvent[] {
  switch (event.type) {
    case 'PartnerApplied':
      return [partnerAppliedV1.of(application.id, { application: publicState(application) })];
    case 'PartnerApplicationApproved': {
      const { partnerId, approvedBy } = event;
      const override = event.override === null ? null : { reason: event.override.reason };
      const facts = { application: publicState(application), partnerId, approvedBy, override };
      return [partnerApplicationApprovedV1.of(application.id, facts)];
    }
    case 'PartnerApplicationRejected': {
      const { reason, rejectedBy } = event;
      const facts = { application: publicState(application), reason, rejectedBy };
      return [partnerApplicationRejectedV1.of(application.id, facts)];
    }
    case 'ApplicationDrafted': // private on purpose: nobody has applied yet
    case 'ApplicationRevised':
    case 'HeldAsDuplicate': // and the rest is between the vendor and the applicant
    case 'DuplicateCleared':
    case 'ReviewStarted':
    case 'InformationRequested':
    case 'InformationGiven':
    case 'ApplicationWithdrawn':
      return [];
  }
}

function publicState(application: Saved<PartnerApplicationState>): PartnerApplicationV1 {
  const { id, number, legalName, country, website, partnerType, status, expectedYearlyRevenue } = application;
  return {
    id,
    number,
    legalName,
    country,
    website,
    type: partnerType,
    status: status === 'draft' ? 'submitted' : status,
    territories: [...application.territories],
    segments: [...application.segments] as PartnerApplicationV1['segments'],
    capabilities: [...application.capabilities],
    expectedYearlyRevenue,
    submittedAt: (application.submittedAt ?? application.createdAt).toISOString(),
  };
}
