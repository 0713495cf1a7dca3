import { shippedEvaluationModel } from './evaluation-criteria.file.js';
import { evaluate, type EvaluationBasis, type EvaluationResult } from './evaluation-result.js';
import type { CriterionScore, EvidenceKind } from './parameter-score.js';

const model = shippedEvaluationModel();
const at = new Date('2026-01-10T00:00:00Z');
const ids = model.spec.parameters.flatMap(({ criteria }) => criteria.map(({ id }) => id));

function scores(
  base: number,
  exceptions: Record<string, number> = {},
  evidence: EvidenceKind = 'document',
): CriterionScore[] {
  return ids.map((criterionId) => ({ criterionId, score: exceptions[criterionId] ?? base, evidence, note: null }));
}
const example = { P1: 4, P4: 4, P7: 4, I6: 4, A2: 4, A7: 4 };
const basis: EvaluationBasis = { model, partnerType: 'value_added_reseller', stage: 'active', held: null, at };
const totals = ({ parameters }: EvaluationResult): (number | null)[] => [
  parameters.potential.score,
  parameters.interest.score,
  parameters.attractiveness.score,
];

describe('the worked example of the criteria', () => {
  it('gives 69.0, 62.0 and 66.0 with the default weights', () => {
    expect(totals(evaluate([scores(3, example)], { ...basis, partnerType: 'technology_partner' }))).toEqual([
      69, 62, 66,
    ]);
  });

  it('gives 69.2, 61.8 and 66.4 with the reseller weights: strategic', () => {
    const result = evaluate([scores(3, example)], basis);
    expect(totals(result)).toEqual([69.2, 61.8, 66.4]);
    expect(result.classification).toMatchObject({
      type: 'strategic',
      recommendation: 'proceed',
      flags: [],
      provisional: false,
      play: { name: 'invest' },
    });
  });

  it('stays strategic when interest is two points less next quarter', () => {
    const held = evaluate([scores(3, example)], basis).classification!.standing;
    const next = evaluate([scores(3, { ...example, I6: 3 })], { ...basis, held, at: new Date('2026-04-10T00:00:00Z') });
    expect(next.parameters.interest.score).toBe(60);
    const dipped = evaluate([scores(3, { ...example, I6: 4, I5: 2 })], {
      ...basis,
      held,
      at: new Date('2026-04-10T00:00:00Z'),
    });
    expect(dipped.parameters.interest.score).toBe(59.8);
    expect(dipped.classification?.type).toBe('strategic');
  });
});

describe('a score', () => {
  it('never counts an unscored criterion as 0; it lowers confidence and coverage', () => {
    const partial = scores(4).filter(({ criterionId }) => !['I1', 'I2', 'I3'].includes(criterionId));
    const { interest } = evaluate([partial], basis).parameters;
    expect(interest).toMatchObject({ score: 80, coverage: 0.42, confidence: 0.336 });
  });

  it('is provisional under 60% coverage, and under a confidence of 0.4', () => {
    const partial = scores(4).filter(({ criterionId }) => !['I1', 'I2', 'I3'].includes(criterionId));
    expect(evaluate([partial], basis).classification?.provisional).toBe(true);
    expect(evaluate([scores(4, {}, 'opinion')], basis).classification?.provisional).toBe(true);
    expect(evaluate([scores(4, {}, 'own_statement')], basis).classification?.provisional).toBe(false);
  });

  it('caps the interest of a candidate at 80, since nothing has been proven', () => {
    expect(evaluate([scores(5)], { ...basis, stage: 'candidate' }).parameters.interest.score).toBe(80);
    expect(evaluate([scores(5)], basis).parameters.interest.score).toBe(100);
  });

  it('states what every criterion contributes', () => {
    const { interest } = evaluate([scores(3, example)], basis).parameters;
    expect(interest.contributions.find(({ criterionId }) => criterionId === 'I6')).toEqual({
      criterionId: 'I6',
      weight: 9,
      score: 4,
      spread: 0,
      points: 7.2,
    });
  });

  it('is the mean of several evaluators, and a spread of two opens a discussion note', () => {
    const result = evaluate([scores(3), scores(3, { I1: 5, I2: 4 })], basis);
    expect(result.parameters.interest.contributions.slice(0, 2)).toMatchObject([
      { score: 4, spread: 2 },
      { score: 3.5, spread: 1 },
    ]);
    expect(result.discussion).toEqual([{ criterionId: 'I1', spread: 2 }]);
    expect(result.evaluators).toBe(2);
  });

  it('counts only people who scored both interest and attractiveness as evaluators of the type', () => {
    const potentialOnly = scores(3).filter(({ criterionId }) => criterionId.startsWith('P'));
    expect(evaluate([scores(3), potentialOnly], basis).evaluators).toBe(1);
  });

  it('names a knock-out and who may lift it, however good the total', () => {
    expect(evaluate([scores(5, { A6: 0 })], basis).knockouts).toEqual([{ criterionId: 'A6', liftedBy: 'compliance' }]);
    expect(evaluate([scores(5), scores(5, { P7: 0 })], basis).knockouts).toEqual([
      { criterionId: 'P7', liftedBy: 'finance' },
    ]);
  });

  it('has no type while interest or attractiveness is not scored at all', () => {
    expect(
      evaluate([[{ criterionId: 'I1', score: 4, evidence: 'opinion', note: null }]], basis).classification,
    ).toBeNull();
  });
});
