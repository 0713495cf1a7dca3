import { Aggregate, Conflict, RuleViolation } from '@tributary/kernel';
import type { Answer, Sheet } from './sheet.js';

export interface MaturityResponseState extends Sheet {
  readonly id: string;
  readonly assessmentId: string;
  /** Assessment, side and person in one: nobody has two sheets. */
  readonly respondent: string;
  readonly isDismissed: boolean;
}

export type MaturityResponseEvent =
  | { readonly type: 'RespondentNamed'; readonly role: string }
  | { readonly type: 'QuestionsAnswered'; readonly questions: readonly string[] }
  | { readonly type: 'RespondentDismissed'; readonly reason: string };

export type Respondent = Pick<Sheet, 'subject' | 'partnerId' | 'role'>;

/** An answer as it is given: a level, or why the question does not apply. */
export type GivenAnswer = Omit<Answer, 'answeredAt'>;

/** What the assessment asks, and whether it still does. */
export interface Asked {
  readonly status: string;
  readonly questions: readonly string[];
}

export function respondentOf(assessmentId: string, { subject, partnerId }: Omit<Respondent, 'role'>): string {
  return `${assessmentId}:${partnerId ?? 'own'}:${subject}`;
}

/** What one person answers in an assessment, from being named to its submission. A dismissed person's answers do not count. */
export class MaturityResponse extends Aggregate<MaturityResponseState, MaturityResponseEvent> {
  static begin(id: string, assessmentId: string, respondent: Respondent): MaturityResponse {
    const named = { ...respondent, respondent: respondentOf(assessmentId, respondent), isDismissed: false };
    const response = new MaturityResponse({ id, assessmentId, ...named, answers: [] });
    response.apply({}, { type: 'RespondentNamed', role: respondent.role });
    return response;
  }

  /** Somebody who was dismissed finds the old answers again. */
  nameAgain(role: string): void {
    if (!this.state.isDismissed) throw new Conflict('RESPONDENT_KNOWN', 'This person is a respondent already.');
    this.apply({ isDismissed: false, role }, { type: 'RespondentNamed', role });
  }

  dismiss(reason: string): void {
    if (this.state.isDismissed) throw new Conflict('RESPONDENT_DISMISSED', 'This person is no respondent any more.');
    this.apply({ isDismissed: true }, { type: 'RespondentDismissed', reason });
  }

  /** A question that is answered again has the new answer; the others stay. */
  answer(given: readonly GivenAnswer[], asked: Asked, now: Date): void {
    if (asked.status !== 'in_progress')
      throw new Conflict('ANSWERS_CLOSED', `An assessment that is ${asked.status} takes no answers.`);
    const questions = given.map(({ question }) => question);
    const unknown = questions.filter((question) => !asked.questions.includes(question));
    if (unknown.length > 0) throw new RuleViolation('QUESTION_NOT_ASKED', `Not asked here: ${unknown.join(', ')}.`);
    if (new Set(questions).size < questions.length)
      throw new RuleViolation('QUESTION_TWICE', 'Each question is answered once in a call.');
    const unclear = given.filter(
      ({ level, notApplicableBecause }) => (level === null) === (notApplicableBecause === null),
    );
    if (unclear.length > 0)
      throw new RuleViolation('ANSWER_UNCLEAR', 'An answer is a level, or says why the question does not apply.');
    const kept = this.state.answers.filter(({ question }) => !questions.includes(question));
    const answers = [...kept, ...given.map((answer) => ({ ...answer, answeredAt: now.toISOString() }))];
    this.apply({ answers }, { type: 'QuestionsAnswered', questions });
  }
}
