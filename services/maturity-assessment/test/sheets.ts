import { shippedModel } from '../src/maturity-model/maturity-model.file.js';
import type { Level } from '../src/maturity-model/model-content.js';
import type { Answer, Sheet } from '../src/maturity-response/sheet.js';

export const model = shippedModel();
export const questions = model.capabilities.flatMap((capability) => capability.questions);
export const capabilityOf = new Map(
  model.capabilities.flatMap(({ id, questions: own }) => own.map((question) => [question.id, id])),
);

export type Given = Level | 'n/a';

export function answer(question: string, given: Given, more: Partial<Answer> = {}): Answer {
  return {
    question,
    level: given === 'n/a' ? null : given,
    notApplicableBecause: given === 'n/a' ? 'We do not do this' : null,
    evidence: [],
    confidence: 'medium',
    answeredAt: '2026-03-02T09:00:00.000Z',
    ...more,
  };
}

/** A sheet with an answer to every question: `base`, or what is told of its capability or of itself. */
export function sheet(base: Given, told: Record<string, Given> = {}, more: Partial<Sheet> = {}): Sheet {
  const answers = questions.map(({ id }) => answer(id, told[id] ?? told[capabilityOf.get(id) ?? ''] ?? base));
  return { subject: 'ada', partnerId: null, role: 'channel manager', answers, ...more };
}
