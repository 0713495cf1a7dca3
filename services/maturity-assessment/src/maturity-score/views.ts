import type { ModelContent } from '../maturity-model/model-content.js';
import type { Answer, Sheet } from '../maturity-response/sheet.js';
import { answersTo, askedOf, partOf, type Form } from './question-value.js';
import type { Ratio } from '@tributary/kernel';

/** What one side says to a question: how many, where they stand, and how far they are apart. */
export interface View {
  readonly respondents: number;
  readonly notApplicable: number;
  readonly mean: string | null;
  readonly lowest: number | null;
  readonly highest: number | null;
  /** Levels between the lowest and the highest answer: 0 is agreement. */
  readonly spread: number | null;
}

export interface QuestionViews {
  readonly question: string;
  readonly capability: string;
  readonly own: View;
  readonly partners: View;
  /** Own mean less the partners' mean: above zero, the organization thinks better of itself than its partners do. */
  readonly gap: string | null;
  readonly isDisputed: boolean;
  readonly answers: readonly (Answer & {
    readonly subject: string;
    readonly role: string;
    readonly partnerId: string | null;
  })[];
}

export const ownSheets = (sheets: readonly Sheet[]): Sheet[] => sheets.filter(({ partnerId }) => partnerId === null);
export const partnerSheets = (sheets: readonly Sheet[]): Sheet[] =>
  sheets.filter(({ partnerId }) => partnerId !== null);

/** Who answered what to each question that is asked, the disagreement within a side and the gap between the two. */
export function viewsOf(content: ModelContent, form: Form, sheets: readonly Sheet[]): QuestionViews[] {
  const capabilityOf = new Map(content.capabilities.flatMap(({ id, questions }) => questions.map((q) => [q.id, id])));
  return askedOf(content, form).map((question) => {
    const [own, partners] = [ownSheets(sheets), partnerSheets(sheets)];
    const [mine, theirs] = [partOf(question, form, own).value, partOf(question, form, partners).value];
    const views = { own: viewOf(question.id, own, mine), partners: viewOf(question.id, partners, theirs) };
    return {
      question: question.id,
      capability: capabilityOf.get(question.id) ?? '',
      ...views,
      gap: mine === null || theirs === null ? null : mine.minus(theirs).toFixed(4),
      isDisputed: isDisputed(views.own) || isDisputed(views.partners),
      answers: sheets.flatMap((sheet) =>
        answersTo(question.id, [sheet]).map((answer) => ({ ...answer, partnerId: sheet.partnerId })),
      ),
    };
  });
}

// Two levels apart is not a matter of taste; that it applies to one and not to another is not either.
function isDisputed({ spread, respondents, notApplicable }: View): boolean {
  return (spread ?? 0) >= 2 || (notApplicable > 0 && notApplicable < respondents);
}

function viewOf(question: string, sheets: readonly Sheet[], mean: Ratio | null): View {
  const answers = answersTo(question, sheets);
  const levels = answers.flatMap(({ level }) => (level === null ? [] : [level]));
  const [lowest, highest] = levels.length === 0 ? [null, null] : [Math.min(...levels), Math.max(...levels)];
  return {
    respondents: answers.length,
    notApplicable: answers.length - levels.length,
    mean: mean?.toFixed(4) ?? null,
    lowest,
    highest,
    spread: lowest === null ? null : highest - lowest,
  };
}
