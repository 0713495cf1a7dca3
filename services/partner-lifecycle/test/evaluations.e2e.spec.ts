import { ManualClock } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { compliance, manager, second, vendorUser } from './people.js';
import { activePartner, apply, evaluate, expectStatus, scores } from './recruitment.js';

const clock = new ManualClock(new Date('2026-06-15T09:00:00.345Z'));
let service: TestService;
beforeAll(async () => {
  service = await testService(definition, { clock });
});
afterAll(() => service.close());

const score = (id: string, value: number) =>
  service.call(`POST /v1/partner-evaluations/${id}/score`, { as: second, body: { scores: scores(value) } });
const approve = (id: string) => service.call(`POST /v1/partner-applications/${id}/approve`, { as: manager, body: {} });

describe('An evaluation', () => {
  it('on which an application was decided stays as it was', async () => {
    const { id } = await apply(service);
    const evaluation = await evaluate(service, { applicationId: id });
    expectStatus(await approve(id), 200);
    expect(await score(evaluation.id, 0)).toMatchObject({ status: 422, body: { code: 'APPLICATION_NOT_OPEN' } });
    const after = await service.call(`GET /v1/partner-evaluations/${evaluation.id}`, { as: manager });
    expect(after.body).toEqual(evaluation);
  });

  it('that was left open when the application was decided is not completed any more', async () => {
    const { id } = await apply(service);
    const body = { applicationId: id, scores: scores(2) };
    const opened = expectStatus(await service.call('POST /v1/partner-evaluations', { as: manager, body }), 201);
    const reject = { as: manager, body: { reason: 'no capacity' } };
    expectStatus(await service.call(`POST /v1/partner-applications/${id}/reject`, reject), 200);
    expect(await service.call(`POST /v1/partner-evaluations/${opened.id}/complete`, { as: manager })).toMatchObject({
      status: 422,
      body: { code: 'APPLICATION_NOT_OPEN' },
    });
  });

  it('is not opened again when a later one has been completed', async () => {
    const partnerId = await activePartner(service);
    const earlier = await evaluate(service, { partnerId }, 4);
    clock.advance(86_400_000);
    expect(expectStatus(await score(earlier.id, 3), 200).status).toBe('open');
    expectStatus(await service.call(`POST /v1/partner-evaluations/${earlier.id}/complete`, { as: manager }), 200);
    clock.advance(86_400_000);
    await evaluate(service, { partnerId }, 2);
    expect(await score(earlier.id, 5)).toMatchObject({ status: 422, body: { code: 'EVALUATION_PAST' } });
    const partner = await service.call(`GET /v1/partners/${partnerId}`, { as: manager });
    expect(partner.body.partnership.type).toBe('ineffective');
  });

  it('with a knock-out is not got round by another one that does not ask', async () => {
    const { id } = await apply(service);
    const given = scores(4, { A6: 0 });
    const first = expectStatus(
      await service.call('POST /v1/partner-evaluations', {
        as: manager,
        body: { applicationId: id, scores: given },
      }),
      201,
    );
    clock.advance(1000);
    await evaluate(service, { applicationId: id }, 4, ['A6']);
    expect(await approve(id)).toMatchObject({ status: 422, body: { code: 'KNOCKED_OUT' } });
    const lift = { as: compliance, body: { criterionId: 'A6', reason: 'the finding was closed' } };
    expectStatus(await service.call(`POST /v1/partner-evaluations/${first.id}/lift-knockout`, lift), 200);
    expectStatus(await approve(id), 200);
  });

  it('keeps the scores of eight who score in the same moment', async () => {
    const { id: applicationId } = await apply(service);
    const { id } = expectStatus(
      await service.call('POST /v1/partner-evaluations', { as: manager, body: { applicationId } }),
      201,
    );
    const people = Array.from({ length: 8 }, (_, index) => vendorUser(`evaluator-${index}`, 'deal_desk'));
    const answers = await Promise.all(
      people.map((as, index) =>
        service.call(`POST /v1/partner-evaluations/${id}/score`, { as, body: { scores: scores(index % 6) } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
    const read = await service.call(`GET /v1/partner-evaluations/${id}`, { as: manager });
    expect(read.body).toMatchObject({ evaluators: 8, parameters: { potential: { score: 40 } } });
  });
});
