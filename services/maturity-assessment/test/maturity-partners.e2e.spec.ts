import { testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { ada, answers, assessmentsOf, knowPartner, personOf } from './assessments.js';

const [ours, theirs] = ['0190f3a0-0000-7000-8000-000000000001', '0190f3a0-0000-7000-8000-000000000002'];
const pia = personOf(ours, 'pia');
const paul = personOf(ours, 'paul');
const rita = personOf(theirs, 'rita');
/** The same name at another company is another person. */
const otherPia = personOf(theirs, 'pia');

let service: TestService;
let call: ReturnType<typeof assessmentsOf>;
let id: string;
beforeAll(async () => {
  service = await testService(definition);
  call = assessmentsOf(service);
  for (const partnerId of [ours, theirs]) await knowPartner(service, partnerId);
  const respondents = [
    { subject: 'ada', role: 'Head of channel' },
    { subject: 'pia', role: 'Sales', partnerId: ours },
    { subject: 'rita', role: 'Managing director', partnerId: theirs },
  ];
  id = await call.open({ isOpenToPartners: true, respondents });
});
afterAll(() => service.close());

const list = async (as: typeof pia) =>
  call.must(await service.call('GET /v1/maturity-assessments', { as }), 200).items as { id: string }[];

describe('A person of a partner', () => {
  it('sees nothing of an assessment before it begins', async () => {
    expect(await list(pia)).toEqual([]);
    expect((await call.get(id, '', pia)).status).toBe(404);
    expect((await call.post(id, 'answer', pia, { answers: [{ question: 'DR1', level: 1 }] })).status).toBe(404);
  });

  it('answers where it is named, and sees the assessment without what it came to', async () => {
    call.must(await call.post(id, 'start'), 200);
    const given = { answers: answers(1, { DR1: 2, RL1: 'n/a' }, 'core') };
    expect(call.must(await call.post(id, 'answer', pia, given), 200)).toMatchObject({
      subject: 'pia',
      partnerId: ours,
    });
    call.must(await call.post(id, 'answer', rita, { answers: [{ question: 'DR1', level: 1 }] }), 200);
    call.must(await call.post(id, 'answer', ada, { answers: answers(3, {}, 'core') }), 200);
    expect(await list(pia)).toMatchObject([{ id, status: 'in_progress', targets: [], level: null }]);
    expect(call.must(await call.get(id, '', pia), 200)).toMatchObject({ name: 'Yearly', notes: [], overall: null });
  });

  it('sees the own answers and nobody else’s, not even of the own company', async () => {
    const own = call.must(await call.get(id, 'responses', pia), 200).items;
    expect(own.map(({ subject }: { subject: string }) => subject)).toEqual(['pia']);
    const all = call.must(await call.get(id, 'responses'), 200).items as { id: string; subject: string }[];
    expect(all).toHaveLength(3);
    for (const { id: response, subject } of all) {
      const { status } = await call.get(id, `responses/${response}/history`, pia);
      expect([subject, status]).toEqual([subject, subject === 'pia' ? 200 : 404]);
    }
    for (const stranger of [paul, otherPia]) {
      expect(await list(stranger)).toEqual([]);
      for (const what of ['', 'responses']) expect((await call.get(id, what, stranger)).status).toBe(404);
      const answer = await call.post(id, 'answer', stranger, { answers: [{ question: 'DR1', level: 4 }] });
      expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    }
  });

  it('is not told why it was let go when it is named again', async () => {
    const all = call.must(await call.get(id, 'responses'), 200).items as { id: string; subject: string }[];
    const responseId = all.find(({ subject }) => subject === 'pia')!.id;
    const reason = 'Talks to our rival';
    call.must(await call.post(id, 'dismiss-respondent', ada, { responseId, reason }), 200);
    const again = { subject: 'pia', role: 'Sales', partnerId: ours };
    call.must(await call.post(id, 'name-respondent', ada, again), 200);
    const told = async (as: typeof pia) => (await call.get(id, `responses/${responseId}/history`, as)).text;
    expect(await told(ada)).toContain(reason);
    expect(await told(pia)).not.toContain(reason);
  });

  it('learns neither score, nor answers, nor gaps, nor history, nor what is measured', async () => {
    for (const what of ['score', 'answers', 'gaps', 'evidence', 'history'])
      expect([what, (await call.get(id, what, pia)).status]).toEqual([what, 403]);
    expect((await service.call('GET /v1/maturity-assessments/export', { as: pia })).status).toBe(403);
    const guess = await service.call('GET /v1/maturity-assessments?level=3', { as: pia });
    expect(call.must(guess, 200).items).toEqual([]);
    for (const verb of ['submit', 'review', 'finalize', 'name-respondent'])
      expect([verb, (await call.post(id, verb, pia, {})).status]).toEqual([verb, 403]);
  });

  it('does not count in the score; the gap between the two views is shown', async () => {
    const { score, partnerScore } = call.must(await call.get(id, 'score'), 200);
    expect([score.overall.mean, score.level]).toEqual(['3.0000', 3]);
    expect(partnerScore).toMatchObject({ level: 1, notApplicable: ['RL1'] });
    const views = call.must(await call.get(id, 'answers'), 200);
    expect(views.find((view: { question: string }) => view.question === 'DR1')).toMatchObject({
      own: { mean: '3.0000' },
      partners: { respondents: 2, mean: '1.5000', spread: 1 },
      gap: '1.5000',
    });
  });

  it('finds nothing any more when it was dismissed, or the assessment closed to partners', async () => {
    const all = call.must(await call.get(id, 'responses'), 200).items as { id: string; subject: string }[];
    const responseId = all.find(({ subject }) => subject === 'rita')!.id;
    call.must(await call.post(id, 'dismiss-respondent', ada, { responseId, reason: 'Has left' }), 200);
    expect((await call.get(id, '', rita)).status).toBe(404);
    const close = { as: ada, body: { isOpenToPartners: false } };
    call.must(await service.call(`PATCH ${call.at(id)}`, close), 200);
    expect(await list(pia)).toEqual([]);
    expect((await call.get(id, 'responses', pia)).status).toBe(404);
    expect((await call.post(id, 'answer', pia, { answers: [{ question: 'DR1', level: 1 }] })).status).toBe(404);
  });
});
