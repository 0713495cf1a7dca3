import {
  dealApprovedV1,
  dealConflictDetectedV1,
  dealDecisionOverdueV1,
  dealExpiredV1,
  dealLostV1,
  dealProtectionExpiringV1,
  dealProtectionExtendedV1,
  dealReconsideredV1,
  dealRegisteredV1,
  dealRejectedV1,
  dealReopenedV1,
  dealReturnedV1,
  dealRevisedV1,
  dealRevokedV1,
  dealWinClaimedV1,
  dealWithdrawnV1,
  dealWonV1,
  type DealV1,
  type PublishedEvent,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { DealRegistrationEvent, DealRegistrationState } from './deal-state.js';

/** The contract events of a domain event. There is no `default`: an event that nobody decided how to publish does not compile. */
export function toPublished(
  deal: Saved<DealRegistrationState>,
  event: DealRegistrationEvent,
): readonly PublishedEvent[] {
  const { id } = deal;
  switch (event.type) {
    case 'DealDrafted':
    case 'DealDiscarded':
    case 'DealProtectionShared':
    case 'DealRevocationRequested':
    case 'DealRevocationDeclined':
    case 'DealRejectionAppealed':
      return [];
    case 'DealRevised': // a draft is private, what was submitted once is not
      return deal.status === 'draft' ? [] : [dealRevisedV1.of(id, { deal: publicState(deal) })];
    case 'DealRegistered': {
      const { submittedBy, resubmission } = event;
      return [dealRegisteredV1.of(id, { deal: publicState(deal), submittedBy, resubmission })];
    }
    case 'DealConflictDetected': {
      const { class: conflictClass, severity, score } = event.conflict;
      return [
        dealConflictDetectedV1.of(id, { deal: publicState(deal), conflict: { class: conflictClass, severity, score } }),
      ];
    }
    case 'DealApproved': {
      const { approvedBy, automatic, reason } = event;
      return [dealApprovedV1.of(id, { deal: publicState(deal), approvedBy, automatic, reason })];
    }
    case 'DealReturned':
      return [dealReturnedV1.of(id, { deal: publicState(deal), returnedBy: event.returnedBy, reason: event.reason })];
    case 'DealRejected':
      return [dealRejectedV1.of(id, { deal: publicState(deal), rejectedBy: event.rejectedBy, reason: event.reason })];
    case 'DealReconsidered': {
      const { reconsideredBy, reason } = event;
      return [dealReconsideredV1.of(id, { deal: publicState(deal), reconsideredBy, reason })];
    }
    case 'DealWithdrawn':
      return [
        dealWithdrawnV1.of(id, { deal: publicState(deal), withdrawnBy: event.withdrawnBy, reason: event.reason }),
      ];
    case 'DealRevoked': {
      const { requestedBy: revokedBy, confirmedBy, reason } = event;
      return [dealRevokedV1.of(id, { deal: publicState(deal), revokedBy, confirmedBy, reason })];
    }
    case 'DealWinClaimed': {
      const { claimedBy, claimedValue } = event;
      return [dealWinClaimedV1.of(id, { deal: publicState(deal), claimedBy, claimedValue })];
    }
    case 'DealWon': {
      const { confirmedBy, wonValue, wonAt } = event;
      const won = { confirmation: 'vendor', confirmedBy, wonValue, wonAt: wonAt.toISOString() } as const;
      return [dealWonV1.of(id, { deal: publicState(deal), ...won })];
    }
    case 'DealLost':
      return [dealLostV1.of(id, { deal: publicState(deal), reason: event.reason, lostAt: event.lostAt.toISOString() })];
    case 'DealDecisionOverdue':
      return [dealDecisionOverdueV1.of(id, { deal: publicState(deal), dueAt: event.dueAt.toISOString() })];
    case 'DealProtectionExpiring':
      return [dealProtectionExpiringV1.of(id, { deal: publicState(deal), daysLeft: event.daysLeft })];
    case 'DealProtectionExtended': {
      const { extendedBy, note: evidence, previousUntil } = event;
      const extension = { extendedBy, previousUntil: previousUntil.toISOString(), evidence };
      return [dealProtectionExtendedV1.of(id, { deal: publicState(deal), ...extension })];
    }
    case 'DealReopened':
      return [dealReopenedV1.of(id, { deal: publicState(deal), reopenedBy: event.reopenedBy, reason: event.reason })];
    case 'DealExpired':
      return [dealExpiredV1.of(id, { deal: publicState(deal), expiredAt: event.expiredAt.toISOString() })];
  }
}

function publicState(deal: Saved<DealRegistrationState>): DealV1 {
  const { accountId, name, country, domain, registrationNumber, segment, user } = deal.customer;
  const { protectedFrom, protectedUntil, extensions } = deal;
  return {
    id: deal.id,
    number: deal.number ?? '',
    program: { id: deal.programId, version: deal.programVersion },
    dealType: deal.dealType,
    status: publicStatus(deal.status),
    partnerId: deal.partnerId,
    distributorId: deal.hiddenFromDistributor ? null : deal.distributorId,
    territory: deal.territory,
    customer: { accountId, name, country, domain, registrationNumber, segment, user },
    project: deal.project,
    lines: deal.lines.map(({ sku, family, quantity, value }) => ({ sku, family, quantity, value })),
    value: deal.value,
    expectedCloseOn: deal.expectedCloseOn,
    protection:
      protectedFrom && protectedUntil
        ? { from: protectedFrom.toISOString(), until: protectedUntil.toISOString(), extensions }
        : null,
    opportunityId: deal.opportunityId,
    wonValue: deal.wonValue,
    submittedAt: (deal.submittedAt ?? deal.createdAt).toISOString(),
    decisionDueAt: deal.decisionDueAt?.toISOString() ?? null,
    externalIds: deal.externalIds.map(({ system, id }) => ({ system, id })),
  };
}

// Strangers know no conflict_hold, and no draft: a draft publishes nothing.
function publicStatus(status: DealRegistrationState['status']): DealV1['status'] {
  if (status === 'conflict_hold') return 'on_hold';
  return status === 'draft' ? 'submitted' : status;
}
