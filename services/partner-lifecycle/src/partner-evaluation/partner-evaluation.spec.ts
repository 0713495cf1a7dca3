import type { Actor } from '@tributary/kernel';
import { shippedEvaluationModel } from './evaluation-criteria.file.js';
import { PartnerEvaluation } from './partner-evaluation.js';
import type { CriterionScore } from './parameter-score.js';

const model = shippedEvaluationModel();
const at = new Date('2026-01-10T00:00:00Z');
const facts = { hasStake: false, at, model, held: null };

function all(score: number, exceptions: Record<string, number> = {}): CriterionScore[] {
  return model
    .asked('value_added_reseller')
    .map(({ id }) => ({ criterionId: id, score: exceptions[id] ?? score, evidence: 'document', note: null }));
}
function opened(): PartnerEvaluation {
  const evaluation = PartnerEvaluation.open(
    { id: 'e1', applicationId: 'a1', partnerId: null, partnerType: 'value_added_reseller', stage: 'candidate' },
    model,
  );
  evaluation.pullEvents();
  return evaluation;
}
const actor = (subject: string, ...roles: Actor['roles'][number][]): Actor => ({
  subject,
  kind: 'vendor',
  roles,
  scopes: [],
});

function refused(evaluation: PartnerEvaluation, act: () => void, code: string): void {
  expect(act).toThrow(expect.objectContaining({ code }));
  expect(evaluation.pullEvents()).toEqual([]);
}

describe('a partner evaluation', () => {
  it('shows its answer while it is open, and what is missing to complete it', () => {
    const evaluation = opened();
    expect(evaluation.missing.map(({ code }) => code)).toEqual(['PARAMETER_UNSCORED']);
    evaluation.score('anna', all(4), facts);
    expect(evaluation.state.result?.classification?.type).toBe('strategic');
    expect(evaluation.missing.map(({ code }) => code)).toEqual(['SECOND_EVALUATOR_REQUIRED']);
  });

  it('cannot be completed as strategic by one evaluator alone', () => {
    const evaluation = opened();
    evaluation.score('anna', all(4), facts);
    evaluation.pullEvents();
    refused(evaluation, () => evaluation.complete('anna', model, null, at), 'SECOND_EVALUATOR_REQUIRED');
    evaluation.score('ben', all(3, { I1: 5 }), facts);
    evaluation.complete('anna', model, null, at);
    expect(evaluation.pullEvents().map(({ type }) => type)).toEqual(['EvaluationScored', 'EvaluationCompleted']);
  });

  it('needs one evaluator only where the answer is not strategic', () => {
    const evaluation = opened();
    evaluation.score('anna', all(2), facts);
    evaluation.complete('anna', model, null, at);
    expect(evaluation.state).toMatchObject({
      status: 'completed',
      completedBy: 'anna',
      result: { classification: { type: 'ineffective' } },
    });
  });

  it('is never completed on the scores of people alone who gain from it', () => {
    const evaluation = opened();
    evaluation.score('anna', all(2), { ...facts, hasStake: true });
    evaluation.pullEvents();
    refused(evaluation, () => evaluation.complete('anna', model, null, at), 'INDEPENDENT_EVALUATOR_REQUIRED');
  });

  it('is completed once', () => {
    const evaluation = opened();
    evaluation.score('anna', all(2), facts);
    evaluation.complete('anna', model, null, at);
    evaluation.pullEvents();
    refused(evaluation, () => evaluation.complete('ben', model, null, at), 'INVALID_TRANSITION');
  });

  it('tells when it puts a partner into another type', () => {
    const evaluation = PartnerEvaluation.open(
      { id: 'e2', applicationId: null, partnerId: 'p1', partnerType: 'value_added_reseller', stage: 'active' },
      model,
    );
    evaluation.score('anna', all(2), facts);
    evaluation.pullEvents();
    const standing = {
      interest: { side: 'high', leaningSince: null },
      attractiveness: { side: 'high', leaningSince: null },
    } as const;
    evaluation.complete('anna', model, { type: 'strategic', standing }, at);
    expect(evaluation.pullEvents().at(-1)).toEqual({
      type: 'PartnershipTypeChanged',
      from: 'strategic',
      to: 'ineffective',
    });
  });

  it('is opened again by further scores', () => {
    const evaluation = opened();
    evaluation.score('anna', all(2), facts);
    evaluation.complete('anna', model, null, at);
    evaluation.pullEvents();
    evaluation.score('ben', all(3), facts);
    expect(evaluation.pullEvents()).toEqual([
      { type: 'EvaluationReopened', evaluator: 'ben' },
      { type: 'EvaluationScored', evaluator: 'ben' },
    ]);
    expect(evaluation.state).toMatchObject({ status: 'open', completedAt: null });
  });

  it("replaces an evaluator's own earlier score and keeps the others", () => {
    const evaluation = opened();
    evaluation.score('anna', all(2), facts);
    evaluation.score('anna', [{ criterionId: 'I1', score: 5, evidence: 'measured', note: null }], facts);
    expect(evaluation.state.scorings).toHaveLength(1);
    expect(evaluation.state.scorings[0]?.scores).toHaveLength(21);
  });

  it.each([
    ['an unknown criterion', [{ criterionId: 'X1', score: 3 }], 'CRITERION_NOT_ASKED'],
    ['a score above 5', [{ criterionId: 'P1', score: 6 }], 'SCORE_OUT_OF_RANGE'],
    ['half a point', [{ criterionId: 'P1', score: 2.5 }], 'SCORE_OUT_OF_RANGE'],
    [
      'a criterion twice',
      [
        { criterionId: 'P1', score: 2 },
        { criterionId: 'P1', score: 3 },
      ],
      'CRITERION_SCORED_TWICE',
    ],
  ])('refuses %s', (_, scores, code) => {
    const evaluation = opened();
    refused(
      evaluation,
      () =>
        evaluation.score(
          'anna',
          scores.map((score) => ({ ...score, evidence: 'opinion', note: null })),
          facts,
        ),
      code,
    );
  });

  it('lets only the named role lift a knock-out', () => {
    const evaluation = opened();
    evaluation.score('anna', all(3, { P7: 0 }), facts);
    evaluation.pullEvents();
    refused(
      evaluation,
      () => evaluation.liftKnockout('P7', 'bank guarantee', actor('root', 'admin', 'channel_manager'), at),
      'KNOCKOUT_ROLE',
    );
    refused(evaluation, () => evaluation.liftKnockout('A6', 'why not', actor('cara', 'compliance'), at), 'NO_KNOCKOUT');
    evaluation.liftKnockout('P7', 'bank guarantee', actor('fin', 'finance'), at);
    expect(evaluation.openKnockouts).toEqual([]);
  });
});
