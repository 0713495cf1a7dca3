import {
  Aggregate,
  Forbidden,
  InvalidTransition,
  RuleViolation,
  type BusinessCalendar,
  type MoneyJson,
} from '@tributary/kernel';
import { assess, type Approval, type Submission } from './assessment.js';
import { conflictReason, stands, type Conflict } from './conflict.js';
import { claimOf, type DealDetails } from './deal-details.js';
import type { DealRegistrationEvent } from './deal-events.js';
import { opened, type DealRegistrationState, type NewDeal } from './deal-state.js';
import { nextStatuses, type DealStatus } from './deal-status.js';
import { paused, started, stopped } from './decision-clock.js';
import { refuseIneligible } from './eligibility.js';
import { daysLeft, ended, nextWarning, protectionFor } from './protection.js';

/** A partner's claim to an opportunity, from its draft to a win, a loss or the end of its protection. While approved and unexpired, it shields the partner from channel conflict. */
export class DealRegistration extends Aggregate<DealRegistrationState, DealRegistrationEvent> {
  static draft(deal: NewDeal): DealRegistration {
    const registration = new DealRegistration(opened(deal));
    registration.apply({}, { type: 'DealDrafted' });
    return registration;
  }

  static register(deal: NewDeal, submission: Submission): DealRegistration {
    const registration = new DealRegistration(opened(deal));
    registration.submit(submission);
    return registration;
  }

  revise(details: DealDetails): void {
    if (this.state.status !== 'draft' && this.state.status !== 'returned') this.refuseTransition();
    this.apply(details, { type: 'DealRevised' });
  }

  /** Only a draft may disappear: what was submitted once stays on record. */
  discard(): void {
    if (this.state.status !== 'draft') this.refuseTransition();
    this.apply({}, { type: 'DealDiscarded' });
  }

  /** Submits for the first time or again, and approves at once where the program says so. */
  submit({ by, calendar, opportunityId, ...grounds }: Submission): void {
    this.mayBecome('submitted');
    const { program, now } = grounds;
    const resubmission = this.state.status === 'returned';
    const resubmissions = this.state.resubmissions + (resubmission ? 1 : 0);
    if (resubmissions > program.resubmissions) {
      throw new RuleViolation(
        'RESUBMISSION_LIMIT',
        `A registration may be submitted again ${program.resubmissions} times.`,
      );
    }
    const { shortcomings, conflict, outcome, reasons } = assess(this.state, grounds);
    refuseIneligible(shortcomings);
    const claim = claimOf(this.state);
    this.apply(
      {
        ...started(this.state, calendar, program.decisionDays, now),
        status: outcome === 'review' ? 'in_review' : 'submitted',
        programId: program.id,
        programVersion: program.version,
        submittedAt: claim === this.state.claim ? this.state.submittedAt : now,
        claim,
        resubmissions,
        conflict,
        explanation: reasons,
      },
      { type: 'DealRegistered', submittedBy: by, resubmission },
    );
    if (outcome === 'hold' && conflict) this.hold(conflict);
    if (outcome === 'approve')
      this.grant({ by: 'deal-program', reason: null, program, opportunityId, now }, { automatic: true });
  }

  /** Approves what nobody else has a claim to; if somebody has got one since the submission, the registration is held instead. */
  approve(approval: Approval, conflict: Conflict | null): void {
    this.decide('approved', approval.by);
    if (!stands(conflict)) return this.grant(approval);
    if (this.state.status === 'conflict_hold') {
      throw new RuleViolation(
        'CONFLICT_UNRESOLVED',
        'Another claim to this customer stands: award, co-protect or reject.',
      );
    }
    this.hold(conflict);
  }

  /** Decides a conflict for this registration. A protected rival has to be revoked first, or protected side by side. */
  award(approval: Approval & { readonly reason: string }, rivals: { readonly protected: boolean }): void {
    this.settle(approval.by);
    if (rivals.protected) {
      throw new RuleViolation(
        'RIVAL_PROTECTED',
        'Another registration of this customer is protected: revoke it first, or co-protect.',
      );
    }
    this.grant(approval);
  }

  /** Decides a conflict for both sides. */
  coProtect(approval: Approval & { readonly reason: string }, sharedGroup: string): void {
    this.settle(approval.by);
    this.grant(approval, { sharedGroup });
  }

  /** Lets a rival that was co-protected stand beside this registration. */
  share(sharedBy: string, sharedGroup: string): void {
    this.apply({ sharedGroup }, { type: 'DealProtectionShared', sharedBy });
  }

  return(returnedBy: string, reason: string, calendar: BusinessCalendar, now: Date): void {
    this.decide('returned', returnedBy);
    const explanation = [{ code: 'RETURNED', detail: reason }];
    this.apply(
      { ...paused(this.state, calendar, now), status: 'returned', explanation },
      { type: 'DealReturned', returnedBy, reason },
    );
  }

  reject(rejectedBy: string, reason: string, code = 'REJECTED'): void {
    this.decide('rejected', rejectedBy);
    const explanation = [{ code, detail: reason }];
    this.apply({ ...stopped, status: 'rejected', explanation }, { type: 'DealRejected', rejectedBy, reason });
  }

  withdraw(withdrawnBy: string, reason: string | null, now: Date): void {
    this.mayBecome('withdrawn');
    this.apply(
      { ...stopped, ...ended(this.state, now), status: 'withdrawn' },
      { type: 'DealWithdrawn', withdrawnBy, reason },
    );
  }

  requestRevocation(requestedBy: string, cause: string): void {
    this.mayBecome('revoked');
    if (this.state.revocation)
      throw new RuleViolation('REVOCATION_REQUESTED', 'The revocation waits for a second person already.');
    this.apply({ revocation: { requestedBy, cause } }, { type: 'DealRevocationRequested', requestedBy, cause });
  }

  confirmRevocation(confirmedBy: string, now: Date): void {
    this.mayBecome('revoked');
    const { revocation } = this.state;
    if (!revocation) throw new RuleViolation('REVOCATION_NOT_REQUESTED', 'Nobody has asked for the revocation yet.');
    if (revocation.requestedBy === confirmedBy) {
      throw new Forbidden(
        'SECOND_PERSON_NEEDED',
        'A revocation is confirmed by somebody else than the one who asked for it.',
      );
    }
    const explanation = [{ code: 'REVOKED', detail: revocation.cause }];
    this.apply(
      { ...ended(this.state, now), status: 'revoked', explanation },
      { type: 'DealRevoked', ...revocation, confirmedBy },
    );
  }

  /** The partner's word; nothing is rewarded for it. */
  claimWin(claimedBy: string, claimedValue: MoneyJson): void {
    this.mayBecome('claimed_won');
    this.apply(
      { status: 'claimed_won', claimedValue, warningDueAt: null },
      { type: 'DealWinClaimed', claimedBy, claimedValue },
    );
  }

  confirmWin(confirmedBy: string, wonValue: MoneyJson, now: Date): void {
    this.decide('won', confirmedBy);
    this.apply({ status: 'won' }, { type: 'DealWon', confirmedBy, wonValue, wonAt: now });
  }

  lose(reason: string, now: Date): void {
    this.mayBecome('lost');
    const explanation = [{ code: 'LOST', detail: reason }];
    this.apply({ ...ended(this.state, now), status: 'lost', explanation }, { type: 'DealLost', reason, lostAt: now });
  }

  escalate(now: Date): void {
    const { decisionDueAt, overdue } = this.state;
    if (decisionDueAt === null || overdue || now < decisionDueAt) return;
    this.apply({ overdue: true }, { type: 'DealDecisionOverdue', dueAt: decisionDueAt });
  }

  /** Says once per warning how many days are left. */
  warn(now: Date): void {
    const { status, protectedUntil, warningDueAt } = this.state;
    if (status !== 'approved' || protectedUntil === null || warningDueAt === null || now < warningDueAt) return;
    const change = { warningDueAt: nextWarning(protectedUntil, now) };
    this.apply(change, { type: 'DealProtectionExpiring', daysLeft: daysLeft(protectedUntil, now) });
  }

  /** The protection has ended by the clock already; this makes it known. */
  expire(now: Date): void {
    const { status, protectedUntil } = this.state;
    if (status !== 'approved' || protectedUntil === null || now < protectedUntil) return;
    this.apply({ status: 'expired', warningDueAt: null }, { type: 'DealExpired', expiredAt: protectedUntil });
  }

  private grant(
    { by, reason, program, opportunityId, now }: Approval,
    how: { automatic?: boolean; sharedGroup?: string } = {},
  ): void {
    const { automatic = false, sharedGroup = this.state.sharedGroup } = how;
    const explanation = automatic
      ? this.state.explanation
      : [{ code: 'APPROVED', detail: reason ?? 'Approved by the vendor.' }];
    this.apply(
      {
        ...stopped,
        ...protectionFor(program.protectionDays, now),
        status: 'approved',
        explanation,
        sharedGroup,
        opportunityId,
      },
      { type: 'DealApproved', approvedBy: by, automatic, reason },
    );
  }

  private hold(conflict: Conflict): void {
    this.apply(
      { status: 'conflict_hold', conflict, explanation: [conflictReason(conflict)] },
      { type: 'DealConflictDetected', conflict },
    );
  }

  private settle(by: string): void {
    if (this.state.status !== 'conflict_hold') this.refuseTransition();
    this.decide('approved', by);
  }

  private decide(status: DealStatus, by: string): void {
    this.mayBecome(status);
    if (by === this.state.registeredBy)
      throw new Forbidden('OWN_REGISTRATION', 'Nobody decides on a registration of their own.');
  }

  private mayBecome(status: DealStatus): void {
    const allowed: readonly DealStatus[] = nextStatuses[this.state.status];
    if (!allowed.includes(status)) this.refuseTransition();
  }

  private refuseTransition(): never {
    throw new InvalidTransition(this.state.status, nextStatuses[this.state.status]);
  }
}
