import { Aggregate, Forbidden, InvalidTransition, type BusinessCalendar } from '@tributary/kernel';
import type { DealDetails } from '../deal-details/deal-details.js';

export const appealStatuses = ['appealed', 'upheld', 'overturned'] as const;
type AppealStatus = (typeof appealStatuses)[number];

export interface DealAppealState {
  readonly id: string;
  readonly dealId: string;
  readonly partnerId: string;
  readonly territory: string | null;
  readonly status: AppealStatus;
  readonly ground: string;
  readonly evidence: DealDetails['evidence'];
  readonly appealedBy: string;
  readonly appealedAt: Date;
  /** Who has rejected the deal, and so does not decide here. */
  readonly rejectedBy: string | null;
  /** By when it is to be decided; the first instant that is late. */
  readonly dueAt: Date;
  readonly overdue: boolean;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

export type DealAppealEvent =
  | { readonly type: 'DealAppealed'; readonly appealedBy: string }
  | {
      readonly type: 'DealAppealDecided';
      readonly outcome: 'upheld' | 'overturned';
      readonly decidedBy: string;
      readonly reason: string;
    }
  | { readonly type: 'DealAppealOverdue' };

type NewAppeal = Pick<
  DealAppealState,
  'id' | 'dealId' | 'partnerId' | 'territory' | 'ground' | 'evidence' | 'appealedBy' | 'rejectedBy'
>;

const decisionDays = 5;
const next = { appealed: ['upheld', 'overturned'], upheld: [], overturned: [] } satisfies Record<
  AppealStatus,
  readonly AppealStatus[]
>;

/** A partner's objection to the rejection of its deal, until another person than the one who rejected it lets the rejection stand or overturns it. */
export class DealAppeal extends Aggregate<DealAppealState, DealAppealEvent> {
  static file(appeal: NewAppeal, calendar: BusinessCalendar, now: Date): DealAppeal {
    const filed = new DealAppeal({
      ...appeal,
      status: 'appealed',
      appealedAt: now,
      dueAt: calendar.addBusinessDays(now, decisionDays),
      overdue: false,
      decidedBy: null,
      decidedAt: null,
      reason: null,
    });
    filed.apply({}, { type: 'DealAppealed', appealedBy: appeal.appealedBy });
    return filed;
  }

  /** The rejection stands. */
  uphold(decidedBy: string, reason: string, now: Date): void {
    this.decide('upheld', decidedBy, reason, now);
  }

  /** The rejection falls; the deal is undecided again. */
  overturn(decidedBy: string, reason: string, now: Date): void {
    this.decide('overturned', decidedBy, reason, now);
  }

  escalate(now: Date): void {
    const { status, overdue, dueAt } = this.state;
    if (status !== 'appealed' || overdue || now < dueAt) return;
    this.apply({ overdue: true }, { type: 'DealAppealOverdue' });
  }

  private decide(outcome: 'upheld' | 'overturned', decidedBy: string, reason: string, now: Date): void {
    const { status, rejectedBy, appealedBy } = this.state;
    const allowed: readonly AppealStatus[] = next[status];
    if (!allowed.includes(outcome)) throw new InvalidTransition(status, allowed);
    if (decidedBy === rejectedBy || decidedBy === appealedBy) {
      throw new Forbidden('SECOND_PERSON_NEEDED', 'An appeal is decided by somebody else than who rejected the deal.');
    }
    this.apply(
      { status: outcome, decidedBy, decidedAt: now, reason },
      { type: 'DealAppealDecided', outcome, decidedBy, reason },
    );
  }
}
