import { UnitOfWork } from '@tributary/persistence';
import { testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { ada, answers, assessmentsOf, eve, organization } from './assessments.js';

let service: TestService;
let call: ReturnType<typeof assessmentsOf>;
beforeAll(async () => {
  service = await testService(definition);
  await service.running.relay.stop(); // what was told stays to be looked at
  call = assessmentsOf(service);
});
afterAll(() => service.close());

const racers = <T>(race: (n: number) => Promise<T>) => Promise.all(Array.from({ length: 8 }, (_, n) => race(n)));
const told = async (...ids: string[]) => {
  const rows = await service.adminQuery<{ type: string; data: string }>(
    `SELECT o.type, convert_from(o.payload, 'UTF8') AS data FROM outbox o WHERE o.key = ANY ($1) ORDER BY o.created_at, o.aggregate_version`,
    [ids],
  );
  return rows.map(({ type, data }) => ({ type: type.split('.')[2], data: JSON.parse(data) }));
};

describe('A final assessment', () => {
  it('tells what it came to, and that the level changed', async () => {
    const first = await call.reviewed(2, { organization: { ...organization, name: 'Acme' } });
    expect(await told(first)).toEqual([]);
    call.must(await call.post(first, 'finalize', eve), 200);
    const [completed, changed, ...more] = await told(first);
    expect(more).toEqual([]);
    expect(completed).toMatchObject({
      type: 'MaturityAssessmentCompleted',
      data: { finalizedBy: 'eve', assessment: { level: 2, overall: '2.0000', respondents: 1, partnerRespondents: 0 } },
    });
    expect(completed!.data.assessment.capabilities).toHaveLength(24);
    expect(changed).toMatchObject({
      type: 'MaturityLevelChanged',
      data: { from: null, to: 2, previousAssessmentId: null },
    });

    const same = await call.reviewed(2, { organization: { ...organization, name: ' ACME ' } });
    call.must(await call.post(same, 'finalize', eve), 200);
    expect((await told(same)).map(({ type }) => type)).toEqual(['MaturityAssessmentCompleted']);
    const better = await call.reviewed(3, { organization: { ...organization, name: 'acme' } });
    call.must(await call.post(better, 'finalize', eve), 200);
    expect((await told(better))[1]).toMatchObject({ data: { from: 2, to: 3, previousAssessmentId: same } });
  });

  it('never changes again, and the database refuses too', async () => {
    const id = await call.reviewed(2);
    call.must(await call.post(id, 'finalize', eve), 200);
    const before = call.must(await call.get(id, 'score'), 200);
    for (const [verb, body] of [
      ['return', { reason: 'x' }],
      ['review', {}],
      ['submit'],
      ['start'],
      ['finalize'],
    ] as const)
      expect(await call.post(id, verb, eve, body)).toMatchObject({ status: 409, body: { code: 'INVALID_TRANSITION' } });
    const attempts = [
      `UPDATE maturity_assessment SET level = 4 WHERE id = $1`,
      `DELETE FROM maturity_assessment WHERE id = $1`,
      `UPDATE maturity_response SET answers = '[]' WHERE assessment_id = $1`,
      `DELETE FROM maturity_response WHERE assessment_id = $1`,
    ];
    for (const sql of attempts) await expect(service.adminQuery(sql, [id])).rejects.toThrow(/sealed|takes no answers/);
    expect(call.must(await call.get(id, 'score'), 200)).toEqual(before);
  });
});

describe('Eight at a time', () => {
  it('one makes it final', async () => {
    const id = await call.reviewed(2);
    const answered = await racers(() => call.post(id, 'finalize', eve));
    expect(answered.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    expect((await told(id)).filter(({ type }) => type === 'MaturityAssessmentCompleted')).toHaveLength(1);
  });

  it('assessments of one organization become final one after the other: each level change begins where the last one ended', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1)
      ids.push(
        await call.reviewed(((n % 4) + 1) as 1 | 2 | 3 | 4, { organization: { ...organization, name: 'Racing' } }),
      );
    const answered = await Promise.all(ids.map((id) => call.post(id, 'finalize', eve)));
    expect(answered.map(({ status }) => status)).toEqual(ids.map(() => 200));
    const changes = (await told(...ids)).filter(({ type }) => type === 'MaturityLevelChanged').map(({ data }) => data);
    const level = new Map<string, number>(changes.map(({ assessment, to }) => [assessment.id, to]));
    const starts = changes.filter(({ from }) => from === null);
    expect(starts).toHaveLength(1);
    for (const { from, previousAssessmentId } of changes.filter(({ from }) => from !== null)) {
      const previous = answered.find(({ body }) => body.id === previousAssessmentId)!.body.level as number;
      expect(level.get(previousAssessmentId) ?? previous).toBe(from);
    }
    expect(new Set(changes.map(({ previousAssessmentId }) => previousAssessmentId)).size).toBe(changes.length);
  });

  it('nobody answers after the submission: each answer is in the result, or refused', async () => {
    for (let round = 0; round < 4; round += 1) {
      const respondents = [ada, ...Array.from({ length: 7 }, (_, n) => ({ subject: `racer-${n}` }))];
      const id = await call.begin({ respondents: respondents.map(({ subject }) => ({ subject, role: 'Racer' })) });
      await call.post(id, 'answer', ada, { answers: answers(1, {}, 'core') });
      const answered = await racers((n) =>
        n === 7
          ? call.post(id, 'submit')
          : call.post(id, 'answer', { ...ada, subject: `racer-${n}` }, { answers: [{ question: 'DR1', level: 4 }] }),
      );
      expect(answered[7]!.status).toBe(200);
      const taken = answered.slice(0, 7).filter(({ status }) => status === 200).length;
      const refused = answered.slice(0, 7).filter(({ body }) => body.code === 'ANSWERS_CLOSED').length;
      expect(taken + refused).toBe(7);
      const [result] = await service.adminQuery<{ n: number }>(
        `SELECT jsonb_array_length(result -> 'respondents') AS n FROM maturity_assessment WHERE id = $1`,
        [id],
      );
      expect(result?.n).toBe(taken + 1);
    }
  });

  it('one person is named once', async () => {
    const id = await call.open();
    const answered = await racers(() => call.post(id, 'name-respondent', ada, { subject: 'twin', role: 'Twin' }));
    expect(answered.map(({ status, body }) => body.code ?? status).sort()).toEqual([
      200,
      ...Array.from({ length: 7 }, () => 'RESPONDENT_KNOWN'),
    ]);
  });
});

describe('Every command', () => {
  it('takes two flights', async () => {
    const unitOfWork = service.running.app.get(UnitOfWork);
    const flights = async (command: () => Promise<{ status: number }>) => {
      const before = unitOfWork.flights;
      expect((await command()).status).toBeLessThan(300);
      return unitOfWork.flights - before;
    };
    const open = () =>
      service.call('POST /v1/maturity-assessments', { as: ada, body: { name: 'x', form: 'core', organization } });
    expect(await flights(open)).toBe(2);
    const id = await call.open();
    const commands: [string, typeof ada, object?][] = [
      ['start', ada],
      ['name-respondent', ada, { subject: 'ben', role: 'x' }],
      ['answer', ada, { answers: answers(2, {}, 'core') }],
      ['submit', ada],
      ['review', eve, {}],
      ['finalize', eve],
    ];
    for (const [verb, as, body] of commands)
      expect([verb, await flights(() => call.post(id, verb, as, body))]).toEqual([verb, 2]);
  });
});
