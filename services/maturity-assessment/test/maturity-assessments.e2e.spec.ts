import { testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { ada, answers, assessmentsOf, ben, eve, organization, person } from './assessments.js';

let service: TestService;
let call: ReturnType<typeof assessmentsOf>;
beforeAll(async () => {
  service = await testService(definition);
  call = assessmentsOf(service);
});
afterAll(() => service.close());

describe('A maturity assessment', () => {
  it('goes from draft to final, and keeps what it came to', async () => {
    const respondents = [
      { subject: 'ada', role: 'Head of channel' },
      { subject: 'ben', role: 'Sales operations' },
    ];
    const id = await call.open({ form: 'full', respondents, targets: [{ capability: 'profile', level: 4 }] });
    const opened = call.must(await call.get(id), 200);
    expect(opened).toMatchObject({
      number: expect.stringMatching(/^MA-\d{4}-\d{6}$/),
      status: 'draft',
      model: { key: 'tributary-prm', release: 1 },
      level: null,
    });
    call.must(await call.post(id, 'start'), 200);
    const said = { answers: [{ question: 'DR1', level: 3, evidence: ['Decision log'], confidence: 'high' }] };
    expect(call.must(await call.post(id, 'answer', ben, said), 200)).toMatchObject({ ...said, subject: 'ben' });
    call.must(await call.post(id, 'answer', ada, { answers: answers(2, { DR1: 1, 'mobile-access': 'n/a' }) }), 200);

    const provisional = call.must(await call.get(id, 'score'), 200);
    expect(provisional).toMatchObject({ isProvisional: true, basis: 'expert_estimate', partnerScore: null });
    const deals = provisional.score.capabilities.find((line: { id: string }) => line.id === 'deal-registration');
    expect(deals).toMatchObject({ formula: '(60 x 2 + 40 x 2) / 100 = 2', mean: '2.0000' });

    expect(call.must(await call.post(id, 'submit'), 200)).toMatchObject({
      status: 'submitted',
      level: 2,
      overall: '2.0000',
    });
    expect(call.must(await call.post(id, 'review', eve, {}), 200)).toMatchObject({
      status: 'reviewed',
      reviewedBy: 'eve',
    });
    expect(call.must(await call.post(id, 'finalize', eve), 200)).toMatchObject({ status: 'final', finalizedBy: 'eve' });
    const { score, isProvisional } = call.must(await call.get(id, 'score'), 200);
    expect(isProvisional).toBe(false);
    expect(score.next.missing.map(({ detail }: { detail: string }) => detail)).toEqual([
      'the overall mean needs 2.75 and has 2.0000, 0.7500 short',
      'gate training-certification needs 2.5 and has 2.0000, 0.5000 short',
      'gate empowerment needs 2.5 and has 2.0000, 0.5000 short',
      'gate communication needs 2.5 and has 2.0000, 0.5000 short',
    ]);
    const { gaps, strengths } = call.must(await call.get(id, 'gaps'), 200);
    expect(strengths).toEqual([]);
    expect(gaps.find((gap: { capability: string }) => gap.capability === 'profile')).toMatchObject({
      ...{ target: 4, targetSource: 'capability', gap: '2.0000', effort: '21.00' }, // half of R03, and a step to 4
      steps: [
        { id: 'R03', effort: '5.00' },
        { isGenerated: true, effort: '16.00' },
      ],
    });
    const history = call.must(await call.get(id, 'history'), 200);
    expect(history.items.map(({ type }: { type: string }) => type).reverse()).toEqual([
      'AssessmentOpened',
      'AssessmentStarted',
      'AssessmentSubmitted',
      'AssessmentReviewed',
      'AssessmentFinalized',
      'LevelChanged',
    ]);
  });

  it('shows who said what, and where respondents are apart', async () => {
    const respondents = ['ada', 'ben'].map((subject) => ({ subject, role: 'Channel' }));
    const id = await call.begin({ respondents });
    await call.post(id, 'answer', ada, { answers: [{ question: 'DR1', level: 4 }] });
    await call.post(id, 'answer', ben, { answers: [{ question: 'DR1', level: 2 }] });
    const [dr1] = call
      .must(await call.get(id, 'answers'), 200)
      .filter((q: { question: string }) => q.question === 'DR1');
    expect(dr1).toMatchObject({
      own: { respondents: 2, mean: '3.0000', lowest: 2, highest: 4, spread: 2 },
      partners: { respondents: 0, mean: null },
      gap: null,
      isDisputed: true,
      answers: [
        { subject: 'ada', level: 4, confidence: 'medium' },
        { subject: 'ben', level: 2 },
      ],
    });
    const sheets = call.must(await call.get(id, 'responses'), 200).items;
    const history = call.must(await call.get(id, `responses/${sheets[1].id}/history`), 200);
    expect(history.items.map(({ type }: { type: string }) => type)).toEqual(['QuestionsAnswered', 'RespondentNamed']);
    const gone = { responseId: sheets[1].id, reason: 'Has left' };
    call.must(await call.post(id, 'dismiss-respondent', ada, gone), 200);
    expect((await call.post(id, 'answer', ben, { answers: [{ question: 'DR1', level: 2 }] })).body.code).toBe(
      'NOT_A_RESPONDENT',
    );
    const [left] = call
      .must(await call.get(id, 'answers'), 200)
      .filter((q: { question: string }) => q.question === 'DR1');
    expect(left).toMatchObject({ own: { respondents: 1, mean: '4.0000' }, isDisputed: false });
    call.must(await call.post(id, 'name-respondent', ada, { subject: 'ben', role: 'Advisor' }), 200);
    expect(call.must(await call.get(id, 'responses'), 200).items[1]).toMatchObject({
      role: 'Advisor',
      isDismissed: false,
    });
  });

  it('keeps the release that it began with', async () => {
    const id = await call.open();
    const { model } = call.must(await call.get(id), 200);
    const draft = await service.call('POST /v1/maturity-models', { as: eve, body: { basedOn: model.id } });
    call.must(await service.call(`POST /v1/maturity-models/${draft.body.id}/publish`, { as: eve }), 200);
    expect(call.must(await call.get(id), 200).model).toEqual(model);
    const later = call.must(await call.get(await call.open()), 200);
    expect(later.model).toMatchObject({ id: draft.body.id, release: 2 });
    const old = call.must(await call.get(await call.open({ modelId: model.id })), 200);
    expect(old.model).toEqual(model);
  });

  it('is listed by its filters, page by page, and written to a file', async () => {
    const id = await call.submitted(3, { name: 'Listed, "quoted"' });
    const list = (query: string) => service.call(`GET /v1/maturity-assessments?${query}`, { as: ada });
    expect(call.must(await list('status=submitted&level=3'), 200).items.map((one: { id: string }) => one.id)).toEqual([
      id,
    ]);
    expect(call.must(await list('isOwn=true'), 200).items).toEqual([]);
    const first = call.must(await list('limit=1'), 200);
    expect(first.items[0].id).toBe(id);
    expect(call.must(await list(`limit=1&cursor=${first.nextCursor}`), 200).items[0].id).not.toBe(id);
    const csv = await service.call('GET /v1/maturity-assessments/export', { as: ada });
    expect(csv.text).toContain(
      '"Listed, ""quoted""",Tributary Networks,network_equipment,250-999,EMEA,false,tributary-prm',
    );
    const ndjson = await service.call('GET /v1/maturity-assessments/export?format=ndjson', { as: ada });
    const last = JSON.parse(ndjson.text.trim().split('\n').at(-1)!);
    expect(last).toMatchObject({ level: 3, overall: '3.0000', areas: expect.arrayContaining(['sales=3.0000']) });
  });
});

describe('It refuses', () => {
  const code = async (answer: Promise<{ status: number; body: { code?: string } }>) => {
    const { status, body } = await answer;
    return [status, body.code];
  };

  it('answers outside of its time, of strangers, to what is not asked, twice, or unclear', async () => {
    const draft = await call.open();
    const one = { answers: [{ question: 'DR1', level: 2 }] };
    expect(await code(call.post(draft, 'answer', ada, one))).toEqual([409, 'ANSWERS_CLOSED']);
    const id = await call.begin();
    expect(await code(call.post(id, 'answer', ben, one))).toEqual([403, 'NOT_A_RESPONDENT']);
    const attempts: [object, string][] = [
      [{ answers: [{ question: 'DR2', level: 2 }] }, 'QUESTION_NOT_ASKED'],
      [{ answers: [...one.answers, { question: 'DR1', level: 3 }] }, 'QUESTION_TWICE'],
      [{ answers: [{ question: 'DR1' }] }, 'ANSWER_UNCLEAR'],
      [{ answers: [{ question: 'DR1', level: 2, notApplicableBecause: 'x' }] }, 'ANSWER_UNCLEAR'],
    ];
    for (const [body, expected] of attempts)
      expect(await code(call.post(id, 'answer', ada, body))).toEqual([422, expected]);
    for (const level of [0, 5, 2.5, '2'])
      expect(await code(call.post(id, 'answer', ada, { answers: [{ question: 'DR1', level }] }))).toEqual([
        400,
        'MALFORMED',
      ]);
    expect(call.must(await call.get(id, 'responses'), 200).items[0].answers).toEqual([]);
  });

  it('to be submitted with open questions, or when nothing applies', async () => {
    const id = await call.begin();
    const open = await call.post(id, 'submit');
    expect(open).toMatchObject({ status: 422, body: { code: 'QUESTIONS_OPEN' } });
    expect(open.body.errors).toHaveLength(24);
    await call.post(id, 'answer', ada, { answers: answers('n/a', {}, 'core') });
    expect(await code(call.post(id, 'submit'))).toEqual([422, 'NOTHING_APPLIES']);
  });

  it('the review of the one who answered alone, and no other', async () => {
    const id = await call.submitted(2);
    expect(await code(call.post(id, 'review', ada, {}))).toEqual([403, 'SOLE_RESPONDENT']);
    expect(await code(call.post(id, 'review', eve, { notes: [{ question: 'XX', note: 'x' }] }))).toEqual([
      422,
      'QUESTION_NOT_ASKED',
    ]);
    call.must(await call.post(id, 'return', eve, { reason: 'Name your reports' }), 200);
    call.must(await call.post(id, 'name-respondent', ada, { subject: 'eve', role: 'Director' }), 200);
    call.must(await call.post(id, 'answer', eve, { answers: [{ question: 'DR1', level: 3 }] }), 200);
    call.must(await call.post(id, 'submit'), 200);
    call.must(await call.post(id, 'review', ada, {}), 200);
  });

  it('every verb out of its turn', async () => {
    const id = await call.open();
    for (const [verb, body] of [['submit'], ['review', {}], ['finalize'], ['return', { reason: 'x' }]] as const)
      expect([verb, ...(await code(call.post(id, verb, eve, body)))]).toEqual([verb, 409, 'INVALID_TRANSITION']);
    const done = await call.submitted(2);
    expect(await code(call.post(done, 'start'))).toEqual([409, 'INVALID_TRANSITION']);
    const name = { as: ada, body: { name: 'Other' } };
    expect(await code(service.call(`PATCH ${call.at(done)}`, name))).toEqual([409, 'INVALID_TRANSITION']);
    expect(await code(call.post(done, 'name-respondent', ada, { subject: 'x', role: 'x' }))).toEqual([
      409,
      'ANSWERS_CLOSED',
    ]);
  });

  it('targets that the model does not know, two of one, and people of partners where it is not open to them', async () => {
    const open = (more: object) =>
      service.call('POST /v1/maturity-assessments', { as: ada, body: { name: 'x', organization, ...more } });
    expect(await code(open({ targets: [{ capability: 'x', level: 2 }] }))).toEqual([422, 'CAPABILITY_UNKNOWN']);
    const twice = [1, 2].map(() => ({ capability: 'profile', level: 2 }));
    expect(await code(open({ targets: twice }))).toEqual([422, 'TARGET_TWICE']);
    const theirs = { subject: 'x', role: 'x', partnerId: '0190f3a0-0000-7000-8000-000000000001' };
    expect(await code(open({ respondents: [theirs] }))).toEqual([422, 'NOT_OPEN_TO_PARTNERS']);
    const id = await call.open();
    expect(await code(call.post(id, 'name-respondent', ada, theirs))).toEqual([422, 'NOT_OPEN_TO_PARTNERS']);
    expect(await code(call.post(id, 'name-respondent', ada, { subject: 'ada', role: 'x' }))).toEqual([
      409,
      'RESPONDENT_KNOWN',
    ]);
    expect(await code(open({ modelId: id }))).toEqual([404, 'NOT_FOUND']);
  });

  it('whoever lacks the role, and a scope where a person has to decide', async () => {
    const id = await call.submitted(2);
    const system = { ...person('crm'), roles: [], scopes: ['maturity:read', 'maturity:write'] };
    for (const verb of ['review', 'finalize', 'return'])
      expect(await code(call.post(id, verb, system, { reason: 'x' }))).toEqual([403, 'ROLE_MISSING']);
    expect((await call.get(id, 'score', system)).status).toBe(200);
    expect(await code(call.post(id, 'submit', ben))).toEqual([403, 'ROLE_MISSING']);
  });
});
