import {
  dealAppealDecidedV1,
  dealAppealedV1,
  dealAppealOverdueV1,
  type DealAppealV1,
  type PublishedEvent,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { DealAppealEvent, DealAppealState } from './deal-appeal.js';

/** The contract events of a domain event. */
export function toPublished(appeal: Saved<DealAppealState>, event: DealAppealEvent): readonly PublishedEvent[] {
  switch (event.type) {
    case 'DealAppealed':
      return [dealAppealedV1.of(appeal.id, { appeal: publicState(appeal), appealedBy: event.appealedBy })];
    case 'DealAppealDecided': {
      const { decidedBy, reason } = event;
      return [dealAppealDecidedV1.of(appeal.id, { appeal: publicState(appeal), decidedBy, reason })];
    }
    case 'DealAppealOverdue':
      return [dealAppealOverdueV1.of(appeal.id, { appeal: publicState(appeal) })];
  }
}

function publicState(appeal: Saved<DealAppealState>): DealAppealV1 {
  const { id, dealId, partnerId, territory, status, ground, overdue } = appeal;
  return {
    id,
    number: appeal.number ?? '',
    dealId,
    partnerId,
    territory,
    status,
    ground,
    appealedAt: appeal.appealedAt.toISOString(),
    dueAt: appeal.dueAt.toISOString(),
    overdue,
    decidedAt: appeal.decidedAt?.toISOString() ?? null,
  };
}
