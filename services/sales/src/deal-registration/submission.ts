import { Forbidden, RuleViolation, type BusinessCalendar } from '@tributary/kernel';
import type { Conflict, FoundConflict } from '../deal-conflict/conflict.js';
import type { DealDetails } from '../deal-details/deal-details.js';
import type { Assessment } from '../deal-program/assessment.js';
import type { DealProgramVersion, Reason } from '../deal-program/deal-program.js';
import type { Shortcoming } from '../deal-program/eligibility.js';
import type { DealRegistrationState } from './deal-state.js';
import { started, stopped } from './decision-clock.js';
import { claimOf, placeOf, timeLeft } from './place.js';
import { protectionFor } from './protection.js';
import { joinedBy } from './second-person.js';

/** The deal as it stands now, and what is said of it. `opportunityId` is used if the program approves at once. */
export interface Submission {
  readonly by: string;
  readonly details: DealDetails;
  readonly program: DealProgramVersion;
  readonly assessment: Assessment;
  readonly conflict: FoundConflict | null;
  readonly calendar: BusinessCalendar;
  readonly opportunityId: string;
  readonly now: Date;
}

/** A decision in favor of a registration, by the version of the program under which it was submitted. */
export interface Approval {
  readonly by: string;
  /** By the program, without a person. */
  readonly automatic?: boolean;
  readonly reason: string | null;
  readonly program: DealProgramVersion;
  readonly opportunityId: string;
  readonly now: Date;
}

/** What a decision on an appeal rests on. */
export interface Reconsideration extends Pick<Submission, 'by' | 'program' | 'conflict' | 'calendar' | 'now'> {
  readonly reason: string;
}

/** A registration once it is submitted; `before` is what it was. */
export function submitted(
  before: DealRegistrationState,
  { by, details, program, assessment, conflict, calendar, now }: Submission,
  resubmission: boolean,
): Partial<DealRegistrationState> {
  const resubmissions = before.resubmissions + (resubmission ? 1 : 0);
  refuseTooOften(resubmissions, program);
  refuseIneligible(assessment.shortcomings);
  return {
    ...details,
    ...started(timeLeft(before, details), calendar, program.decisionDays, now),
    status: 'in_review',
    preparedBy: joinedBy(before, by),
    programId: program.id,
    programVersion: program.version,
    submittedAt: placeOf(before, details) ?? now,
    claim: claimOf(details),
    resubmissions,
    conflict: conflict && recorded(conflict),
    explanation: conflict?.stands ? [conflict.reason] : assessment.autoApproval.reasons,
  };
}

/** What an approval makes of a registration. */
export function granted({ reason, program, opportunityId, now }: Approval, explained: readonly Reason[] | null) {
  return {
    ...stopped,
    ...protectionFor(program.protectionDays, now),
    status: 'approved',
    explanation: explained ?? [{ code: 'APPROVED', detail: reason ?? 'Approved by the vendor.' }],
    opportunityId,
  } as const;
}

/** What is kept of a conflict; its reason stands in the explanation. */
export function recorded({ class: conflictClass, severity, score }: FoundConflict): Conflict {
  return { class: conflictClass, severity, score };
}

function refuseTooOften(resubmissions: number, program: DealProgramVersion): void {
  if (resubmissions <= program.resubmissions) return;
  const limit = `A registration may be submitted again ${program.resubmissions} times.`;
  throw new RuleViolation('RESUBMISSION_LIMIT', limit);
}

/** Refuses with the gravest shortcoming and names all of them. */
export function refuseIneligible(found: readonly Shortcoming[]): void {
  const [gravest] = found;
  if (gravest === undefined) return;
  const Refusal = gravest.forbids ? Forbidden : RuleViolation;
  throw new Refusal(gravest.code, gravest.detail, {
    errors: found.map(({ pointer, code, detail }) => ({ pointer, code, detail })),
  });
}
