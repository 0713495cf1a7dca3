import { answer } from '../../test/sheets.js';
import { MaturityResponse, respondentOf, type Asked, type GivenAnswer } from './maturity-response.js';

const now = new Date('2026-03-02T09:00:00.000Z');
const ada = { subject: 'ada', partnerId: null, role: 'Head of channel' };
const asked: Asked = { status: 'in_progress', questions: ['DR1', 'DR2'] };
const given = (question: string, level: 1 | 2 | 3 | 4 | 'n/a', more: Partial<GivenAnswer> = {}): GivenAnswer => {
  const { answeredAt: _, ...rest } = answer(question, level, more);
  return rest;
};
const named = (): MaturityResponse => {
  const response = MaturityResponse.begin('r-1', 'a-1', ada);
  response.pullEvents();
  return response;
};
const refusal = (response: MaturityResponse, verb: () => void): [string, number] => {
  try {
    verb();
  } catch (error) {
    return [(error as { code: string }).code, response.pullEvents().length];
  }
  throw new Error('It was allowed.');
};

describe('A response', () => {
  it('begins when its person is named', () => {
    const response = MaturityResponse.begin('r-1', 'a-1', ada);
    expect(response.pullEvents()).toEqual([{ type: 'RespondentNamed', role: 'Head of channel' }]);
    expect(response.state).toMatchObject({ respondent: 'a-1:own:ada', answers: [], isDismissed: false });
    expect(respondentOf('a-1', { subject: 'ada', partnerId: 'p-1' })).toBe('a-1:p-1:ada');
  });

  it('keeps the newest answer to each question, with its time', () => {
    const response = named();
    response.answer([given('DR1', 2, { evidence: ['Log'], confidence: 'high' }), given('DR2', 'n/a')], asked, now);
    response.answer([given('DR1', 3)], asked, new Date(now.getTime() + 1000));
    expect(response.state.answers).toEqual([
      answer('DR2', 'n/a'),
      answer('DR1', 3, { answeredAt: '2026-03-02T09:00:01.000Z' }),
    ]);
    expect(response.pullEvents()).toEqual([
      { type: 'QuestionsAnswered', questions: ['DR1', 'DR2'] },
      { type: 'QuestionsAnswered', questions: ['DR1'] },
    ]);
  });

  it.each<[string, Asked, GivenAnswer[]]>([
    ['ANSWERS_CLOSED', { ...asked, status: 'draft' }, [given('DR1', 2)]],
    ['ANSWERS_CLOSED', { ...asked, status: 'submitted' }, [given('DR1', 2)]],
    ['QUESTION_NOT_ASKED', asked, [given('DR1', 2), given('XX', 2)]],
    ['QUESTION_TWICE', asked, [given('DR1', 2), given('DR1', 3)]],
    ['ANSWER_UNCLEAR', asked, [given('DR1', 2, { level: null })]],
    ['ANSWER_UNCLEAR', asked, [given('DR1', 2, { notApplicableBecause: 'x' })]],
  ])('refuses with %s, and nothing is recorded', (code, facts, answers) => {
    const response = named();
    expect(refusal(response, () => response.answer(answers, facts, now))).toEqual([code, 0]);
    expect(response.state.answers).toEqual([]);
  });

  it('is dismissed once and named again, and finds its answers', () => {
    const response = named();
    expect(refusal(response, () => response.nameAgain('x'))).toEqual(['RESPONDENT_KNOWN', 0]);
    response.answer([given('DR1', 2)], asked, now);
    response.dismiss('Has left');
    response.pullEvents();
    expect(refusal(response, () => response.dismiss('again'))).toEqual(['RESPONDENT_DISMISSED', 0]);
    response.nameAgain('Advisor');
    expect(response.state).toMatchObject({ isDismissed: false, role: 'Advisor', answers: [{ question: 'DR1' }] });
  });
});
