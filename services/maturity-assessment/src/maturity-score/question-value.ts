import type { ModelContent, Question } from '../maturity-model/model-content.js';
import type { Answer, Sheet } from '../maturity-response/sheet.js';
import { Ratio } from '@tributary/kernel';
import type { Part } from './weighted-mean.js';

export type Form = 'core' | 'full';

/** The short form asks the core questions; the others leave the sums like what does not apply. */
export function isAsked(question: Question, form: Form): boolean {
  return form === 'full' || question.core;
}

export function askedOf(content: ModelContent, form: Form): Question[] {
  return content.capabilities.flatMap(({ questions }) => questions).filter((question) => isAsked(question, form));
}

export function answersTo(question: string, sheets: readonly Sheet[]): (Answer & Pick<Sheet, 'subject' | 'role'>)[] {
  return sheets.flatMap(({ subject, role, answers }) =>
    answers.filter((answer) => answer.question === question).map((answer) => ({ ...answer, subject, role })),
  );
}

/**
 * A question's part in its capability: the plain mean of the levels that its respondents gave, each with one voice. It does
 * not apply if all who answered said so.
 */
export function partOf(question: Question, form: Form, sheets: readonly Sheet[]): Part {
  const { id, weight } = question;
  if (!isAsked(question, form)) return { id, weight, value: null, standing: 'not_asked' };
  const answers = answersTo(id, sheets);
  const levels = answers.flatMap(({ level }) => (level === null ? [] : [level]));
  if (levels.length === 0)
    return { id, weight, value: null, standing: answers.length === 0 ? 'open' : 'not_applicable' };
  const sum = levels.reduce<number>((total, level) => total + level, 0);
  return { id, weight, value: Ratio.of(sum, levels.length), standing: 'counted' };
}
