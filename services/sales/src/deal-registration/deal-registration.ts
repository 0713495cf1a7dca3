import { Aggregate, InvalidTransition, RuleViolation, type BusinessCalendar, type MoneyJson } from '@tributary/kernel';
import type { FoundConflict } from '../deal-conflict/conflict.js';
import type { DealDetails } from '../deal-details/deal-details.js';
import { opened, type DealRegistrationEvent, type DealRegistrationState, type NewDeal } from './deal-state.js';
import { mustBeDraft, mustBeHeld, mustBeRevisable, nextStatuses, type DealStatus } from './deal-status.js';
import { paused, started, stopped } from './decision-clock.js';
import { daysLeft, ended, isOver, nextWarning, protectionFor } from './protection.js';
import { confirmed, joinedBy, refuseOwn, refuseOwnWord, refuseUnlikely, requested, waiting } from './second-person.js';
import { claimOf, recorded, refuseIneligible, refuseTooOften, type Approval, type Submission } from './submission.js';

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

  revise(details: DealDetails, territory: string | null, by: string): void {
    mustBeRevisable(this.state.status);
    this.apply({ ...details, territory, preparedBy: joinedBy(this.state, by) }, { type: 'DealRevised' });
  }

  /** Only a draft may disappear: what was submitted once stays on record. */
  discard(): void {
    mustBeDraft(this.state.status);
    this.apply({}, { type: 'DealDiscarded' });
  }

  /** Submits for the first time or again, and approves at once where the program says so. */
  submit({ by, details, program, assessment, conflict, calendar, opportunityId, now }: Submission): void {
    this.mayBecome('in_review');
    const resubmission = this.state.status === 'returned';
    const resubmissions = this.state.resubmissions + (resubmission ? 1 : 0);
    refuseTooOften(resubmissions, program);
    refuseIneligible(assessment.shortcomings);
    const { granted, reasons } = assessment.autoApproval;
    const claim = claimOf(details);
    this.apply(
      {
        ...details,
        ...started(this.state, calendar, program.decisionDays, now),
        status: 'in_review',
        preparedBy: joinedBy(this.state, by),
        programId: program.id,
        programVersion: program.version,
        submittedAt: claim === this.state.claim ? this.state.submittedAt : now,
        claim,
        resubmissions,
        conflict: conflict && recorded(conflict),
        explanation: conflict?.stands ? [conflict.reason] : reasons,
      },
      { type: 'DealRegistered', submittedBy: by, resubmission },
    );
    // A conflict outweighs everything: a deal that would be approved by itself is held.
    if (conflict?.stands) this.hold(conflict);
    else if (granted)
      this.grant({ by: 'deal-program', reason: null, program, opportunityId, now }, { automatic: true });
  }

  /** Approves what nobody else has a claim to; if somebody has got one since the submission, the registration is held instead. */
  approve(approval: Approval, conflict: FoundConflict | null): void {
    this.decide('approved', approval.by);
    if (!conflict?.stands) return this.grant(approval);
    if (this.state.status === 'conflict_hold') {
      throw new RuleViolation('CONFLICT_UNRESOLVED', 'Another claim stands: award, co-protect or reject.');
    }
    this.hold(conflict);
  }

  /** Decides a conflict for this registration. A protected rival has to be revoked first, or protected side by side. */
  award(approval: Approval & { readonly reason: string }, rivals: { readonly protected: boolean }): void {
    this.settle(approval.by);
    if (rivals.protected) {
      throw new RuleViolation('RIVAL_PROTECTED', 'A rival is protected: revoke it first, or co-protect.');
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
    this.mayBecome('withdrawn', now);
    this.apply(
      { ...stopped, ...ended(this.state, now), status: 'withdrawn', revocation: null },
      { type: 'DealWithdrawn', withdrawnBy, reason },
    );
  }

  requestRevocation(requestedBy: string, reason: string, now: Date): void {
    this.mayBecome('revoked', now);
    const revocation = requested(this.state.revocation, requestedBy, reason);
    this.apply({ revocation }, { type: 'DealRevocationRequested', requestedBy, reason });
  }

  /** The second person says no, or the first one thinks better of it. */
  declineRevocation(declinedBy: string, reason: string): void {
    waiting(this.state.revocation);
    this.apply({ revocation: null }, { type: 'DealRevocationDeclined', declinedBy, reason });
  }

  confirmRevocation(confirmedBy: string, now: Date): void {
    this.mayBecome('revoked', now);
    const revocation = confirmed(this.state.revocation, confirmedBy);
    const explanation = [{ code: 'REVOKED', detail: revocation.reason }];
    this.apply(
      { ...ended(this.state, now), status: 'revoked', explanation, revocation: null },
      { type: 'DealRevoked', ...revocation, confirmedBy },
    );
  }

  /** The partner's word; nothing is rewarded for it. */
  claimWin(claimedBy: string, claimedValue: MoneyJson, now: Date): void {
    this.mayBecome('claimed_won', now);
    refuseUnlikely(claimedValue, this.state.value);
    this.apply(
      { status: 'claimed_won', claimedBy, claimedValue, warningDueAt: null },
      { type: 'DealWinClaimed', claimedBy, claimedValue },
    );
  }

  confirmWin(confirmedBy: string, wonValue: MoneyJson, now: Date): void {
    this.decide('won', confirmedBy);
    refuseOwnWord(this.state, confirmedBy);
    refuseUnlikely(wonValue, this.state.value);
    this.apply({ status: 'won', wonValue, revocation: null }, { type: 'DealWon', confirmedBy, wonValue, wonAt: now });
  }

  lose(reason: string, now: Date): void {
    this.mayBecome('lost', now);
    const explanation = [{ code: 'LOST', detail: reason }];
    this.apply(
      { ...ended(this.state, now), status: 'lost', explanation, revocation: null },
      { type: 'DealLost', reason, lostAt: now },
    );
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
    if (status !== 'approved' || protectedUntil === null || !isOver(this.state, now)) return;
    const change = { status: 'expired', warningDueAt: null, revocation: null } as const;
    this.apply(change, { type: 'DealExpired', expiredAt: protectedUntil });
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

  private hold(found: FoundConflict): void {
    const conflict = recorded(found);
    this.apply(
      { status: 'conflict_hold', conflict, explanation: [found.reason] },
      { type: 'DealConflictDetected', conflict },
    );
  }

  private settle(by: string): void {
    mustBeHeld(this.state.status);
    this.decide('approved', by);
  }

  private decide(status: DealStatus, by: string): void {
    this.mayBecome(status);
    refuseOwn(this.state, by);
  }

  // The clock ends a protection, whether or not that has been made known: no outcome hangs on how soon a worker runs.
  private mayBecome(status: DealStatus, now?: Date): void {
    const isExpired = now !== undefined && this.state.status === 'approved' && isOver(this.state, now);
    const from = isExpired ? 'expired' : this.state.status;
    const allowed: readonly DealStatus[] = nextStatuses[from];
    if (!allowed.includes(status)) throw new InvalidTransition(from, allowed);
  }
}
