import { Aggregate, Conflict, InvalidTransition, RuleViolation, type MoneyJson } from '@tributary/kernel';
import { checkApproval, type Override, type Verdict } from './approval.js';
import type { PossibleDuplicate } from './duplicate-check.js';

export const partnerTypes = [
  'distributor',
  'agent',
  'stockist',
  'value_added_reseller',
  'service_provider',
  'system_integrator',
  'technology_partner',
] as const;
export type PartnerType = (typeof partnerTypes)[number];

export const segments = ['enterprise', 'consumer', 'b2b2x'] as const;

export const applicationStatuses = [
  'draft',
  'submitted',
  'in_review',
  'info_requested',
  'approved',
  'rejected',
  'withdrawn',
] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** What the applicant tells. */
export interface ApplicationForm {
  readonly legalName: string;
  readonly registrationNumber: string | null;
  readonly website: string | null;
  readonly country: string;
  readonly partnerType: PartnerType;
  readonly territories: readonly string[];
  readonly segments: readonly string[];
  readonly capabilities: readonly string[];
  readonly expectedYearlyRevenue: MoneyJson | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly referrer: string | null;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly consentAt: Date;
}

export interface PartnerApplicationState extends ApplicationForm {
  readonly id: string;
  readonly status: ApplicationStatus;
  readonly emailDomain: string | null;
  readonly registrationKey: string | null;
  readonly nameKey: string | null;
  readonly submittedAt: Date | null;
  readonly assignedTo: string | null;
  /** Companies that it may be the same as, found at submission. */
  readonly possibleDuplicates: readonly PossibleDuplicate[];
  /** True until a person has looked at the possible duplicates and cleared them. */
  readonly isHeldAsDuplicate: boolean;
  readonly question: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly override: Override | null;
  readonly evaluationId: string | null;
  readonly partnerId: string | null;
}

export type PartnerApplicationEvent =
  | { readonly type: 'ApplicationDrafted' }
  | { readonly type: 'ApplicationRevised' }
  | { readonly type: 'PartnerApplied' }
  | { readonly type: 'HeldAsDuplicate'; readonly possibleDuplicates: readonly PossibleDuplicate[] }
  | { readonly type: 'DuplicateCleared'; readonly clearedBy: string; readonly reason: string }
  | { readonly type: 'ReviewStarted'; readonly assignedTo: string }
  | { readonly type: 'InformationRequested'; readonly requestedBy: string; readonly question: string }
  | { readonly type: 'InformationGiven' }
  | {
      readonly type: 'PartnerApplicationApproved';
      readonly approvedBy: string;
      readonly partnerId: string;
      readonly verdict: Verdict;
      readonly override: Override | null;
    }
  | { readonly type: 'PartnerApplicationRejected'; readonly rejectedBy: string; readonly reason: string }
  | { readonly type: 'ApplicationWithdrawn' };

const next = {
  draft: ['submitted', 'withdrawn'],
  submitted: ['in_review', 'info_requested', 'approved', 'rejected', 'withdrawn'],
  in_review: ['info_requested', 'approved', 'rejected', 'withdrawn'],
  info_requested: ['in_review', 'rejected', 'withdrawn'],
  approved: [],
  rejected: [],
  withdrawn: [],
} as const satisfies Record<ApplicationStatus, readonly ApplicationStatus[]>;

export interface ApplicationKeys {
  readonly emailDomain: string | null;
  readonly registrationKey: string | null;
  readonly nameKey: string | null;
}

/** A company's wish to become a partner: drafted, submitted and reviewed until a person approves or rejects it on an evaluation. Nobody gets access before that. */
export class PartnerApplication extends Aggregate<PartnerApplicationState, PartnerApplicationEvent> {
  static draft(id: string, form: ApplicationForm, keys: ApplicationKeys): PartnerApplication {
    const application = new PartnerApplication({
      ...form,
      ...keys,
      id,
      status: 'draft',
      submittedAt: null,
      assignedTo: null,
      possibleDuplicates: [],
      isHeldAsDuplicate: false,
      question: null,
      decidedBy: null,
      decidedAt: null,
      decisionReason: null,
      override: null,
      evaluationId: null,
      partnerId: null,
    });
    application.apply({}, { type: 'ApplicationDrafted' });
    return application;
  }

  revise(form: Partial<ApplicationForm>, keys: Partial<ApplicationKeys>): void {
    if (this.state.status !== 'draft') throw new InvalidTransition(this.state.status, next[this.state.status]);
    this.apply({ ...form, ...keys }, { type: 'ApplicationRevised' });
  }

  /** A possible duplicate is taken in too, but held until a person has looked at it. */
  submit(possibleDuplicates: readonly PossibleDuplicate[], at: Date): void {
    this.toward('submitted');
    this.apply({ status: 'submitted', submittedAt: at }, { type: 'PartnerApplied' });
    if (possibleDuplicates.length > 0) {
      this.apply({ possibleDuplicates, isHeldAsDuplicate: true }, { type: 'HeldAsDuplicate', possibleDuplicates });
    }
  }

  clearDuplicate(clearedBy: string, reason: string): void {
    if (!this.state.isHeldAsDuplicate)
      throw new RuleViolation('NOT_HELD', 'This application is not held as a possible duplicate.');
    this.refuseIfDecided();
    this.apply({ isHeldAsDuplicate: false }, { type: 'DuplicateCleared', clearedBy, reason });
  }

  startReview(assignedTo: string): void {
    if (this.state.status !== 'in_review') this.toward('in_review');
    this.apply({ status: 'in_review', assignedTo, question: null }, { type: 'ReviewStarted', assignedTo });
  }

  requestInformation(requestedBy: string, question: string): void {
    this.toward('info_requested');
    this.apply(
      { status: 'info_requested', question, assignedTo: this.state.assignedTo ?? requestedBy },
      { type: 'InformationRequested', requestedBy, question },
    );
  }

  giveInformation(answer: string): void {
    if (this.state.status !== 'info_requested') throw new InvalidTransition(this.state.status, next[this.state.status]);
    const answers = { ...this.state.answers, [this.unanswered(this.state.question ?? 'further information')]: answer };
    this.apply({ status: 'in_review', answers, question: null }, { type: 'InformationGiven' });
  }

  approve(
    partnerId: string,
    verdict: Verdict | null,
    decision: { by: string; at: Date; reason: string | null; override: Override | null },
  ): Verdict {
    this.toward('approved');
    if (this.state.isHeldAsDuplicate) {
      throw new Conflict(
        'POSSIBLE_DUPLICATE',
        'It may be a company that is known already. Look at the matches and clear them, or reject it.',
      );
    }
    const checked = checkApproval(verdict, decision.override);
    // An override that nobody needed would spoil the yearly share of overrides.
    const override = checked.recommendation === 'proceed' ? null : decision.override;
    this.apply(
      {
        status: 'approved',
        partnerId,
        evaluationId: checked.evaluationId,
        override,
        decidedBy: decision.by,
        decidedAt: decision.at,
        decisionReason: decision.reason,
      },
      { type: 'PartnerApplicationApproved', approvedBy: decision.by, partnerId, verdict: checked, override },
    );
    return checked;
  }

  reject(rejectedBy: string, reason: string, at: Date): void {
    this.toward('rejected');
    this.apply(
      { status: 'rejected', decidedBy: rejectedBy, decidedAt: at, decisionReason: reason },
      { type: 'PartnerApplicationRejected', rejectedBy, reason },
    );
  }

  withdraw(at: Date): void {
    this.toward('withdrawn');
    this.apply({ status: 'withdrawn', decidedAt: at }, { type: 'ApplicationWithdrawn' });
  }

  // The same question asked again does not wipe out the first answer.
  private unanswered(question: string): string {
    const times = Object.keys(this.state.answers).filter((asked) => asked.startsWith(question)).length;
    return times === 0 ? question : `${question} (${times + 1})`;
  }

  private toward(status: ApplicationStatus): void {
    const allowed: readonly ApplicationStatus[] = next[this.state.status];
    if (!allowed.includes(status)) throw new InvalidTransition(this.state.status, allowed);
  }

  private refuseIfDecided(): void {
    const allowed: readonly ApplicationStatus[] = next[this.state.status];
    if (allowed.length === 0) throw new InvalidTransition(this.state.status, allowed);
  }
}
