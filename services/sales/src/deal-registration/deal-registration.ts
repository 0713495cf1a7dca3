import { Aggregate, RuleViolation, type BusinessCalendar, type MoneyJson } from '@tributary/kernel';
import type { FoundConflict } from '../deal-conflict/conflict.js';
import type { DealDetails } from '../deal-details/deal-details.js';
import type { DealProgramVersion } from '../deal-program/deal-program.js';
import { opened, type DealRegistrationEvent, type DealRegistrationState, type NewDeal } from './deal-state.js';
import {
  mustBe,
  mustBeDraft,
  mustBeHeld,
  mustBeRevisable,
  mustLeadTo,
  submittable,
  undecided,
  type DealStatus,
} from './deal-status.js';
import { paused, started, stopped } from './decision-clock.js';
import { escalation, expiry, warning } from './due.js';
import { timeLeft } from './place.js';
import { ended, extended, isOver, refuseHeld, reopened, type Progress, type Reopening } from './protection.js';
import { notRejected, refuseLateAppeal, rejection, type Refusal } from './rejection.js';
import { confirmed, joinedBy, refuseOwn, refuseOwnWord, refuseUnlikely, requested, waiting } from './second-person.js';
import { granted, recorded, submitted, type Approval, type Reconsideration, type Submission } from './submission.js';

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
    const clock = timeLeft(this.state, details);
    this.apply({ ...details, ...clock, territory, preparedBy: joinedBy(this.state, by) }, { type: 'DealRevised' });
  }

  /** Only a draft may disappear: what was submitted once stays on record. */
  discard(): void {
    mustBeDraft(this.state.status);
    this.apply({}, { type: 'DealDiscarded' });
  }

  /** Submits for the first time or again, and approves at once where the program says so. */
  submit(submission: Submission): void {
    this.mayBecome('in_review', { from: submittable });
    const { by, program, conflict, opportunityId, now, assessment } = submission;
    const resubmission = this.state.status === 'returned';
    const change = submitted(this.state, submission, resubmission);
    this.apply(change, { type: 'DealRegistered', submittedBy: by, resubmission });
    // A conflict outweighs everything: a deal that would be approved by itself is held.
    if (conflict?.stands) this.hold(conflict);
    else if (assessment.autoApproval.granted)
      this.grant({ by: 'deal-program', automatic: true, reason: null, program, opportunityId, now });
  }

  /** Approves what nobody else has a claim to; if somebody has got one since the submission, the registration is held instead. */
  approve(approval: Approval, conflict: FoundConflict | null): void {
    this.decide('approved', approval.by, undecided);
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
    this.grant(approval, sharedGroup);
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

  reject(refusal: Refusal): void {
    const { by: rejectedBy, reason, code = 'REJECTED' } = refusal;
    this.decide('rejected', rejectedBy);
    const change = { ...stopped, ...rejection(refusal), explanation: [{ code, detail: reason }] };
    this.apply({ ...change, status: 'rejected' }, { type: 'DealRejected', rejectedBy, reason });
  }

  /** Its partner objects to the rejection; what becomes of that is said by the appeal. */
  appeal(appealId: string, appealedBy: string, now: Date): void {
    this.mustBe('rejected');
    refuseLateAppeal(this.state, now);
    this.apply({ appealId }, { type: 'DealRejectionAppealed', appealedBy });
  }

  /** A rejection did not stand: undecided again, in its old place in the queue, or held if somebody has a claim by now. */
  reconsider({ by: reconsideredBy, reason, program, calendar, conflict, now }: Reconsideration): void {
    this.mayBecome('in_review', { from: ['rejected'] });
    const clock = started(this.state, calendar, program.decisionDays, now);
    const explanation = [{ code: 'APPEAL_OVERTURNED', detail: reason }];
    const change = { ...clock, ...notRejected, status: 'in_review', explanation } as const;
    this.apply(change, { type: 'DealReconsidered', reconsideredBy, reason });
    if (conflict?.stands) this.hold(conflict);
  }

  withdraw(withdrawnBy: string, reason: string | null, now: Date): void {
    this.mayBecome('withdrawn', { now });
    this.end({ ...stopped, status: 'withdrawn' }, { type: 'DealWithdrawn', withdrawnBy, reason }, now);
  }

  requestRevocation(requestedBy: string, reason: string, now: Date): void {
    this.mayBecome('revoked', { now });
    const revocation = requested(this.state.revocation, requestedBy, reason);
    this.apply({ revocation }, { type: 'DealRevocationRequested', requestedBy, reason });
  }

  /** The second person says no, or the first one thinks better of it. */
  declineRevocation(declinedBy: string, reason: string): void {
    waiting(this.state.revocation);
    this.apply({ revocation: null }, { type: 'DealRevocationDeclined', declinedBy, reason });
  }

  confirmRevocation(confirmedBy: string, now: Date): void {
    this.mayBecome('revoked', { now });
    const revocation = confirmed(this.state.revocation, confirmedBy);
    const explanation = [{ code: 'REVOKED', detail: revocation.reason }];
    this.end({ status: 'revoked', explanation }, { type: 'DealRevoked', ...revocation, confirmedBy }, now);
  }

  /** The partner's word; nothing is rewarded for it. */
  claimWin(claimedBy: string, claimedValue: MoneyJson, now: Date): void {
    this.mayBecome('claimed_won', { now });
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
    this.mayBecome('lost', { now });
    const explanation = [{ code: 'LOST', detail: reason }];
    this.end({ status: 'lost', explanation }, { type: 'DealLost', reason, lostAt: now }, now);
  }

  /** Adds the days that the program grants for progress, as often as it grants them. */
  extend(progress: Progress, program: DealProgramVersion, conflict: FoundConflict | null, now: Date): void {
    const previousUntil = this.state.protectedUntil ?? now;
    this.mustBe('approved', now);
    const change = extended(this.state, progress, program, now);
    refuseHeld(conflict);
    const { by: extendedBy, note } = progress;
    this.apply(change, { type: 'DealProtectionExtended', extendedBy, note, previousUntil });
  }

  /** Protects anew what has expired, within the grace and unless somebody else holds the customer. */
  reopen(reopening: Reopening): void {
    const { by: reopenedBy, reason, now } = reopening;
    this.mayBecome('approved', { now, from: ['expired'] });
    const protection = reopened(this.state, reopening);
    this.expire(now);
    const explanation = [{ code: 'REOPENED', detail: reason }];
    this.apply({ ...protection, status: 'approved', explanation }, { type: 'DealReopened', reopenedBy, reason });
  }

  escalate(now: Date): void {
    this.keep(escalation(this.state, now));
  }

  warn(now: Date): void {
    this.keep(warning(this.state, now));
  }

  expire(now: Date): void {
    this.keep(expiry(this.state, now));
  }

  private keep(due: ReturnType<typeof expiry>): void {
    if (due !== null) this.apply(...due);
  }

  private grant(approval: Approval, sharedGroup = this.state.sharedGroup): void {
    const { by: approvedBy, automatic = false, reason } = approval;
    const explained = automatic && reason === null ? this.state.explanation : null;
    const change = { ...granted(approval, explained), sharedGroup };
    this.apply(change, { type: 'DealApproved', approvedBy, automatic, reason });
  }

  private end(change: Partial<DealRegistrationState>, event: DealRegistrationEvent, now: Date): void {
    this.apply({ ...ended(this.state, now), ...change, revocation: null }, event);
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

  private decide(status: DealStatus, by: string, from?: readonly DealStatus[]): void {
    this.mayBecome(status, { from });
    refuseOwn(this.state, by);
  }

  // The clock ends a protection, whether or not that has been made known: no outcome hangs on how soon a worker runs.
  private statusAt(now: Date): DealStatus {
    return this.state.status === 'approved' && isOver(this.state, now) ? 'expired' : this.state.status;
  }

  private mustBe(status: DealStatus, now?: Date): void {
    mustBe(status, now === undefined ? this.state.status : this.statusAt(now));
  }

  private mayBecome(status: DealStatus, when: { now?: Date; from?: readonly DealStatus[] | undefined } = {}): void {
    mustLeadTo(status, when.now === undefined ? this.state.status : this.statusAt(when.now), when.from);
  }
}
