import { model, sheet } from '../../test/sheets.js';
import { scoreOf } from '../maturity-score/score.js';
import type { AssessmentResult } from './assessment-result.js';
import {
  next,
  organizationKeyOf,
  statuses,
  type AssessmentDetails,
  type AssessmentStatus,
} from './assessment-state.js';
import { MaturityAssessment } from './maturity-assessment.js';

const now = new Date('2026-03-02T09:00:00.000Z');
const organization = { name: 'Acme', industry: 'devices', size: '1-49', region: 'NA', isOwn: false } as const;
const details: AssessmentDetails = { name: 'x', organization, targets: [], targetLevel: null, isOpenToPartners: false };
const chosen = { id: 'm-1', key: 'tributary-prm', release: 1, capabilities: ['profile', 'warranty'] };
const result = (more: Partial<AssessmentResult> = {}): AssessmentResult => ({
  score: scoreOf(model, 'full', [sheet(2)]),
  partnerScore: null,
  findings: [],
  respondents: ['ada'],
  partnerRespondents: 0,
  ...more,
});
const flagged = [
  { question: 'DR1', isFlagged: true },
  { question: 'DR2', isFlagged: false },
] as unknown as AssessmentResult['findings'];
const verbs: Record<Exclude<AssessmentStatus, 'draft'>, (assessment: MaturityAssessment) => void> = {
  in_progress: (assessment) => (assessment.state.status === 'draft' ? assessment.start() : assessment.return('x')),
  submitted: (assessment) => assessment.submit('ada', result(), now),
  reviewed: (assessment) => assessment.review('eve', [], now),
  final: (assessment) => assessment.finalize('eve', null, now),
};
function at(status: AssessmentStatus, more: Partial<AssessmentResult> = {}): MaturityAssessment {
  const assessment = MaturityAssessment.open({ id: 'a-1', openedBy: 'ada', model: chosen, form: 'full', details });
  for (const step of statuses.slice(1, statuses.indexOf(status) + 1)) {
    if (step === 'submitted') assessment.submit('ada', result(more), now);
    else verbs[step as keyof typeof verbs](assessment);
  }
  assessment.pullEvents();
  return assessment;
}
const refusal = (assessment: MaturityAssessment, verb: () => void): [string, number] => {
  try {
    verb();
  } catch (error) {
    return [(error as { code: string }).code, assessment.pullEvents().length];
  }
  throw new Error('It was allowed.');
};

describe('An assessment', () => {
  it.each(statuses.flatMap((from) => (Object.keys(verbs) as (keyof typeof verbs)[]).map((to) => [from, to] as const)))(
    'that is %s may become %s, or it is refused and nothing is recorded',
    (from, to) => {
      const assessment = at(from);
      if (next[from].includes(to)) {
        verbs[to](assessment);
        expect(assessment.state.status).toBe(to);
      } else expect(refusal(assessment, () => verbs[to](assessment))).toEqual(['INVALID_TRANSITION', 0]);
    },
  );

  it('is submitted with an answer to everything that is asked, and with something that applies', () => {
    const assessment = at('in_progress');
    const open = result({ score: scoreOf(model, 'core', []) });
    expect(refusal(assessment, () => assessment.submit('ada', open, now))).toEqual(['QUESTIONS_OPEN', 0]);
    const nothing = result({ score: scoreOf(model, 'full', [sheet('n/a')]) });
    expect(refusal(assessment, () => assessment.submit('ada', nothing, now))).toEqual(['NOTHING_APPLIES', 0]);
    assessment.submit('ada', result(), now);
    expect(assessment.state).toMatchObject({ level: 2, overall: '2.0000', submittedBy: 'ada', submittedAt: now });
  });

  it('forgets what it came to when it is handed back', () => {
    const assessment = at('reviewed');
    assessment.return('Name your reports');
    expect(assessment.state).toMatchObject({ status: 'in_progress', result: null, level: null, reviewedBy: null });
    expect(assessment.pullEvents()).toEqual([{ type: 'AssessmentReturned', reason: 'Name your reports' }]);
  });

  it('is not reviewed by the one who answered it alone; with several respondents one of them may', () => {
    const alone = at('submitted');
    expect(refusal(alone, () => alone.review('ada', [], now))).toEqual(['SOLE_RESPONDENT', 0]);
    const together = at('submitted', { respondents: ['ada', 'ben'] });
    together.review('ada', [], now);
    expect(together.state.reviewedBy).toBe('ada');
  });

  it('is reviewed with a note for each question that was declared above its measurement', () => {
    const assessment = at('submitted', { findings: flagged });
    expect(refusal(assessment, () => assessment.review('eve', [], now))).toEqual(['FLAG_UNEXPLAINED', 0]);
    const stranger = [{ question: 'XX', note: 'x' }];
    expect(refusal(assessment, () => assessment.review('eve', stranger, now))).toEqual(['QUESTION_NOT_ASKED', 0]);
    assessment.review('eve', [{ question: 'DR1', note: 'New since October' }], now);
    expect(assessment.state.notes).toHaveLength(1);
  });

  it('changes its level only when it differs from the last final one', () => {
    const change = (before: Parameters<MaturityAssessment['finalize']>[1]) => {
      const assessment = at('reviewed');
      assessment.finalize('eve', before, now);
      return assessment.pullEvents().slice(1);
    };
    expect(change({ id: 'a-0', level: 2 })).toEqual([]);
    expect(change({ id: 'a-0', level: 3 })).toEqual([{ type: 'LevelChanged', from: 3, to: 2, previousId: 'a-0' }]);
    expect(change(null)).toEqual([{ type: 'LevelChanged', from: null, to: 2, previousId: null }]);
  });

  it('is corrected until it is submitted, with targets that the model knows', () => {
    const assessment = at('in_progress');
    const known = chosen.capabilities;
    assessment.revise({ organization: { ...organization, name: ' ACME  Corp ' } }, known);
    expect(assessment.state.organizationKey).toBe('other:acme corp');
    const target = { capability: 'profile', level: 3 } as const;
    assessment.pullEvents();
    expect(refusal(assessment, () => assessment.revise({ targets: [target, target] }, known))).toEqual([
      'TARGET_TWICE',
      0,
    ]);
    const strange = [{ ...target, capability: 'x' }];
    expect(refusal(assessment, () => assessment.revise({ targets: strange }, known))).toEqual([
      'CAPABILITY_UNKNOWN',
      0,
    ]);
    const submitted = at('submitted');
    expect(refusal(submitted, () => submitted.revise({ name: 'y' }, known))).toEqual(['INVALID_TRANSITION', 0]);
  });

  it('of the own organization belongs together, whatever it is called', () => {
    const own = { ...organization, isOwn: true };
    expect(organizationKeyOf(own)).toBe(organizationKeyOf({ ...own, name: 'Other' }));
    expect(organizationKeyOf(organization)).not.toBe(organizationKeyOf(own));
  });
});
