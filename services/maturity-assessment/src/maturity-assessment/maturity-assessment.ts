import { Aggregate, Forbidden, InvalidTransition, RuleViolation } from '@tributary/kernel';
import type { Level } from '../maturity-model/model-content.js';
import type { AssessmentResult, Precedent } from './assessment-result.js';
import {
  next,
  organizationKeyOf,
  type AssessmentDetails,
  type AssessmentStatus,
  type MaturityAssessmentEvent,
  type MaturityAssessmentState,
  type Opening,
  type ReviewNote,
} from './assessment-state.js';

/** A view of one organization through one release of a model, from draft to final. Once final, it never changes. */
export class MaturityAssessment extends Aggregate<MaturityAssessmentState, MaturityAssessmentEvent> {
  static open({ id, openedBy, model, form, details }: Opening): MaturityAssessment {
    requireKnown(details.targets, model.capabilities);
    const assessment = new MaturityAssessment({
      ...details,
      id,
      organizationKey: organizationKeyOf(details.organization),
      form,
      modelId: model.id,
      modelKey: model.key,
      modelRelease: model.release,
      status: 'draft',
      openedBy,
      submittedBy: null,
      submittedAt: null,
      reviewedBy: null,
      reviewedAt: null,
      notes: [],
      finalizedBy: null,
      finalizedAt: null,
      result: null,
      level: null,
      overall: null,
    });
    assessment.apply({}, { type: 'AssessmentOpened' });
    return assessment;
  }

  revise(change: Partial<AssessmentDetails>, capabilities: readonly string[]): void {
    if (this.state.status !== 'draft' && this.state.status !== 'in_progress')
      throw new InvalidTransition(this.state.status, this.allowed);
    requireKnown(change.targets ?? [], capabilities);
    const organizationKey = organizationKeyOf(change.organization ?? this.state.organization);
    this.apply({ ...change, organizationKey }, { type: 'AssessmentRevised' });
  }

  start(): void {
    if (this.state.status !== 'draft') throw new InvalidTransition(this.state.status, this.allowed);
    this.apply({ status: 'in_progress' }, { type: 'AssessmentStarted' });
  }

  /** What was answered and measured until now becomes the result; nobody answers any more. */
  submit(submittedBy: string, result: AssessmentResult, now: Date): void {
    this.requireNext('submitted');
    const { score } = result;
    if (!score.isComplete) {
      const errors = score.open.map((id) => ({ pointer: '', code: 'QUESTIONS_OPEN', detail: `${id} has no answer.` }));
      throw new RuleViolation('QUESTIONS_OPEN', `${score.open.length} questions have no answer.`, { errors });
    }
    if (score.level === null) throw new RuleViolation('NOTHING_APPLIES', 'Nothing that is asked applies.');
    this.apply(
      { status: 'submitted', result, level: score.level, overall: score.overall.mean, submittedBy, submittedAt: now },
      { type: 'AssessmentSubmitted', level: score.level },
    );
  }

  /** Back to the respondents. */
  return(reason: string): void {
    if (this.state.status !== 'submitted' && this.state.status !== 'reviewed')
      throw new InvalidTransition(this.state.status, this.allowed);
    const undone = { result: null, level: null, overall: null, submittedBy: null, submittedAt: null };
    this.apply(
      { ...undone, status: 'in_progress', reviewedBy: null, reviewedAt: null, notes: [] },
      { type: 'AssessmentReturned', reason },
    );
  }

  /**
   * Nobody vouches for what only he or she has said: where one person answered alone, another one reviews. What was
   * declared more than a level above what is measured needs a note.
   */
  review(reviewedBy: string, notes: readonly ReviewNote[], now: Date): void {
    this.requireNext('reviewed');
    const { respondents = [], findings = [], score } = this.state.result ?? {};
    if (respondents.length === 1 && respondents[0] === reviewedBy)
      throw new Forbidden('SOLE_RESPONDENT', 'You alone have answered: somebody else has to review it.');
    const asked = score?.capabilities.flatMap(({ terms }) => terms.map(({ id }) => id)) ?? [];
    const unknown = notes.filter(({ question }) => !asked.includes(question)).map(({ question }) => question);
    if (unknown.length > 0) throw new RuleViolation('QUESTION_NOT_ASKED', `Not asked here: ${unknown.join(', ')}.`);
    const flagged = findings.filter(({ isFlagged }) => isFlagged).map(({ question }) => question);
    const errors = flagged
      .filter((id) => !notes.some(({ question }) => question === id))
      .map((id) => ({
        pointer: '/notes',
        code: 'FLAG_UNEXPLAINED',
        detail: `${id} was declared above its measurement.`,
      }));
    if (errors.length > 0)
      throw new RuleViolation('FLAG_UNEXPLAINED', 'Say why more was declared than is measured.', { errors });
    this.apply({ status: 'reviewed', notes, reviewedBy, reviewedAt: now }, { type: 'AssessmentReviewed' });
  }

  finalize(finalizedBy: string, before: Precedent | null, now: Date): void {
    this.requireNext('final');
    const to = this.state.level as Level; // it was submitted with one
    this.apply({ status: 'final', finalizedBy, finalizedAt: now }, { type: 'AssessmentFinalized', finalizedBy });
    if (before?.level !== to)
      this.apply({}, { type: 'LevelChanged', from: before?.level ?? null, to, previousId: before?.id ?? null });
  }

  private get allowed(): readonly AssessmentStatus[] {
    return next[this.state.status];
  }

  private requireNext(status: AssessmentStatus): void {
    if (!this.allowed.includes(status)) throw new InvalidTransition(this.state.status, this.allowed);
  }
}

function requireKnown(targets: readonly { readonly capability: string }[], capabilities: readonly string[]): void {
  const named = targets.map(({ capability }) => capability);
  const unknown = named.filter((capability) => !capabilities.includes(capability));
  if (unknown.length > 0) throw new RuleViolation('CAPABILITY_UNKNOWN', `Not in the model: ${unknown.join(', ')}.`);
  if (new Set(named).size < named.length) throw new RuleViolation('TARGET_TWICE', 'A capability has one target.');
}
