import {
  leadAcceptedV1,
  leadCapturedV1,
  leadConvertedV1,
  leadDeclinedV1,
  leadDisqualifiedV1,
  leadOfferedV1,
  leadQualifiedV1,
  leadReassignedV1,
  type LeadV1,
  type PublishedEvent,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { LeadEvent } from './lead-event.js';
import type { LeadState } from './lead-state.js';

export function toPublished(saved: Saved<LeadState>, event: LeadEvent): readonly PublishedEvent[] {
  const lead = publicState(saved);
  switch (event.type) {
    case 'LeadCaptured':
      return [leadCapturedV1.of(saved.id, { lead })];
    case 'LeadQualified':
      return [leadQualifiedV1.of(saved.id, { lead, qualifiedBy: event.qualifiedBy })];
    case 'LeadOffered': {
      const { to, strategy, hop, dueAt } = event;
      return [leadOfferedV1.of(saved.id, { lead, offeredTo: [...to], strategy, hop, dueAt: dueAt.toISOString() })];
    }
    case 'LeadAccepted':
      return [leadAcceptedV1.of(saved.id, { lead, acceptedBy: event.acceptedBy })];
    case 'LeadDeclined': {
      const { partnerId, code, declinedBy } = event;
      return [leadDeclinedV1.of(saved.id, { lead, declinedPartnerId: partnerId, code, declinedBy })];
    }
    case 'LeadTakenBack': {
      const { cause, from, wasAccepted, reason } = event;
      return [leadReassignedV1.of(saved.id, { lead, cause, from: [...from], wasAccepted, reason })];
    }
    case 'LeadConverted': {
      const { opportunity, convertedBy } = event;
      const value = opportunity.value === null ? null : { ...opportunity.value };
      return [leadConvertedV1.of(saved.id, { lead, opportunity: { ...opportunity, value, lines: [] }, convertedBy })];
    }
    case 'LeadDisqualified': {
      const { code, reason, from, disqualifiedBy } = event;
      return [leadDisqualifiedV1.of(saved.id, { lead, code, reason, from: [...from], disqualifiedBy })];
    }
    // The vendor's own bookkeeping, or nothing that a CRM or ERP acts on.
    case 'LeadMerged':
    case 'LeadTouched':
    case 'LeadRoutingStarted':
    case 'LeadLeftToVendor':
    case 'LeadOfferReminded':
    case 'LeadOfferOpened':
    case 'LeadWorkStarted':
      return [];
  }
}

function publicState(lead: Saved<LeadState>): LeadV1 {
  const { id, number, status, source, segment, partnerId, contributedBy, score, hot, accountId, territoryId } = lead;
  const { name, domain, country, registrationNumber } = lead.company;
  return {
    ...{ id, number, status, source, segment, partnerId, contributedBy, score, hot, accountId, territoryId },
    company: { name, domain, country, registrationNumber },
    families: [...lead.families],
    expectedValue: lead.expectedValue === null ? null : { ...lead.expectedValue },
    acceptedAt: lead.acceptedAt?.toISOString() ?? null,
    protectedUntil: lead.protectedUntil?.toISOString() ?? null,
    capturedAt: lead.capturedAt.toISOString(),
    offeredAt: lead.offeredAt?.toISOString() ?? null,
  };
}
