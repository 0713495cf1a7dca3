import { Aggregate, RuleViolation } from '@tributary/kernel';
import { transfer, type Movement } from './movement.js';

/** Points that can not be spent yet. */
export interface PendingLot {
  readonly earningId: string;
  readonly points: number;
  /** ISO instant */
  readonly availableAt: string;
}

export interface RewardAccountState {
  readonly id: string;
  readonly partnerId: string;
  readonly kind: 'points';
  readonly pending: number;
  /** May be below zero after a clawback; later earnings repay it. */
  readonly available: number;
  readonly lots: readonly PendingLot[];
  /** When the next lot becomes available; null = none is pending. */
  readonly releaseDueAt: Date | null;
}

/** What points are credited for. */
export interface RewardReason {
  readonly kind: string;
  readonly id: string;
  readonly number: string | null;
}

export type RewardAccountEvent =
  | { readonly type: 'RewardAccountOpened' }
  | {
      readonly type: 'RewardEarned';
      readonly points: number;
      readonly for: RewardReason;
      readonly availableFrom: string;
    }
  | { readonly type: 'RewardReleased'; readonly earningId: string; readonly points: number }
  | {
      readonly type: 'RewardReversed';
      readonly earningId: string;
      readonly points: number;
      readonly for: RewardReason;
      readonly reason: string;
    };

export interface Earning {
  readonly id: string;
  readonly source: string;
  readonly points: number;
  readonly for: RewardReason;
  readonly availableAt: Date;
}

/** A partner's points as a balance that every movement of the ledger carries along: earned and pending, available by time, taken back when their cause did not hold. */
export class RewardAccount extends Aggregate<RewardAccountState, RewardAccountEvent> {
  static open(id: string, partnerId: string): RewardAccount {
    const account = new RewardAccount({
      id,
      partnerId,
      kind: 'points',
      pending: 0,
      available: 0,
      lots: [],
      releaseDueAt: null,
    });
    account.apply({}, { type: 'RewardAccountOpened' });
    return account;
  }

  earn(earning: Earning): Movement {
    const { id, points, source } = earning;
    if (!Number.isSafeInteger(points) || points <= 0)
      throw new RuleViolation('NO_POINTS', 'An earning is one point or more.');
    const availableFrom = earning.availableAt.toISOString();
    const lots = [...this.state.lots, { earningId: id, points, availableAt: availableFrom }];
    this.apply(
      { pending: this.state.pending + points, lots, releaseDueAt: firstDue(lots) },
      { type: 'RewardEarned', points, for: earning.for, availableFrom },
    );
    return { id, kind: 'earned', source, earningId: id, entries: transfer('issued', 'pending', points) };
  }

  /** Everything whose time has come; nothing if none has. */
  release(now: Date, nextId: () => string): readonly Movement[] {
    const due = this.state.lots.filter(({ availableAt }) => Date.parse(availableAt) <= now.getTime());
    return due.map(({ earningId, points }) => {
      const lots = this.state.lots.filter((lot) => lot.earningId !== earningId);
      const { pending, available } = this.state;
      this.apply(
        { pending: pending - points, available: available + points, lots, releaseDueAt: firstDue(lots) },
        { type: 'RewardReleased', earningId, points },
      );
      return {
        id: nextId(),
        kind: 'released',
        source: `released:${earningId}`,
        earningId,
        entries: transfer('pending', 'available', points),
      };
    });
  }

  /** Takes an earning back from where it stands now: pending, or available, which may go below zero. */
  reverse(earning: Pick<Earning, 'id' | 'points' | 'for'>, movementId: string, reason: string): Movement {
    const { id: earningId, points } = earning;
    const isPending = this.state.lots.some((lot) => lot.earningId === earningId);
    const lots = this.state.lots.filter((lot) => lot.earningId !== earningId);
    const { pending, available } = this.state;
    const balance = isPending ? { pending: pending - points } : { available: available - points };
    this.apply(
      { ...balance, lots, releaseDueAt: firstDue(lots) },
      { type: 'RewardReversed', earningId, points, for: earning.for, reason },
    );
    return {
      id: movementId,
      kind: 'reversed',
      source: `reversed:${earningId}`,
      earningId,
      entries: transfer(isPending ? 'pending' : 'available', 'issued', points),
    };
  }
}

function firstDue(lots: readonly PendingLot[]): Date | null {
  return lots.length === 0 ? null : new Date(Math.min(...lots.map(({ availableAt }) => Date.parse(availableAt))));
}
