import { randomUUID } from 'node:crypto';
import {
  dealApprovedV1,
  dealRegisteredV1,
  dealRejectedV1,
  dealReturnedV1,
  dealWithdrawnV1,
  dealWonV1,
  territoryChangedV1,
} from '@tributary/contracts';
import { ManualClock } from '@tributary/kernel';
import { eventually, tell, testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { ada, answers, assessmentsOf, eve, organization, personOf } from './assessments.js';

const clock = new ManualClock(new Date('2026-11-20T09:00:00.000Z'));
let service: TestService;
let call: ReturnType<typeof assessmentsOf>;
let modelId: string;
beforeAll(async () => {
  service = await testService(definition, { clock });
  call = assessmentsOf(service);
  modelId = call.must(await service.call('GET /v1/maturity-models', { as: ada }), 200).items[0].id;
});
afterAll(() => service.close());

const measured = async (metric: string) => {
  const answer = await service.call(`GET /v1/maturity-models/${modelId}/measurements`, { as: ada });
  return call.must(answer, 200).find((each: { metric: string }) => each.metric === metric);
};
const deal = (territory: string | null = null) => ({ ...dealWonV1.sample.deal, id: randomUUID(), territory });
const at = (day: string, time: string) => `2026-${day}T${time}:00.000Z`;

describe('The time to decide on deals', () => {
  const metric = 'deal_decision_p90_hours';

  it('is measured from submission to the first decision, by the calendar of the territory, without what the partner had it back', async () => {
    await tell(service, territoryChangedV1, territoryChangedV1.sample.territory.id, territoryChangedV1.sample, {
      time: at('01-01', '09:00'),
    });
    const slow = deal('DACH'); // Berlin: nine to five are 8:00 to 16:00 UTC in winter
    const { sample } = dealRegisteredV1;
    await tell(service, dealRegisteredV1, slow.id, { ...sample, deal: slow }, { time: at('03-02', '08:00') });
    await tell(
      service,
      dealReturnedV1,
      slow.id,
      { ...dealReturnedV1.sample, deal: slow },
      { time: at('03-02', '10:00') },
    );
    await tell(
      service,
      dealRegisteredV1,
      slow.id,
      { ...sample, deal: slow, resubmission: true },
      { time: at('03-09', '15:00') },
    );
    await tell(
      service,
      dealRejectedV1,
      slow.id,
      { ...dealRejectedV1.sample, deal: slow },
      { time: at('03-10', '09:00') },
    );
    await tell(
      service,
      dealApprovedV1,
      slow.id,
      { ...dealApprovedV1.sample, deal: slow },
      { time: at('03-30', '09:00') },
    ); // after an appeal
    const gone = deal();
    await tell(service, dealRegisteredV1, gone.id, { ...sample, deal: gone }, { time: at('03-02', '09:00') });
    await tell(
      service,
      dealWithdrawnV1,
      gone.id,
      { ...dealWithdrawnV1.sample, deal: gone },
      { time: at('03-02', '09:30') },
    );
    await eventually(async () =>
      // 2 h on the first day, 1 h before and 1 h after the night
      expect(await measured(metric)).toMatchObject({
        ...{ value: '4.00', n: 1, verdict: 'sample_too_small', proposes: null, question: 'DR1' },
        ...{
          from: '2025-10-01T00:00:00.000Z',
          until: '2026-10-01T00:00:00.000Z',
          measuredAt: '2026-11-20T09:00:00.000Z',
        },
        lastEventAt: at('03-10', '09:00'),
      }),
    );
  });

  it('proposes a level once the sample is large enough, and leaves out the quarter that still runs', async () => {
    for (let n = 0; n < 30; n += 1) {
      const quick = deal();
      const day = n === 29 ? '11-02' : '05-04';
      await tell(
        service,
        dealRegisteredV1,
        quick.id,
        { ...dealRegisteredV1.sample, deal: quick },
        { time: at(day, '09:00') },
      );
      const decided = at(day, n < 24 ? '10:00' : '16:30');
      await tell(service, dealApprovedV1, quick.id, { ...dealApprovedV1.sample, deal: quick }, { time: decided });
    }
    await eventually(async () =>
      expect(await measured(metric)).toMatchObject({ n: 30, value: '7.50', verdict: 'proposed', proposes: 4 }),
    );
  });

  it('stands beside what is declared, is explained by the reviewer where that is higher, and changes no answer', async () => {
    // Twenty deals of two and a half days more: the 90th percentile is 20 hours, which supports level 2.
    for (let n = 0; n < 20; n += 1) {
      const slow = deal();
      await tell(
        service,
        dealRegisteredV1,
        slow.id,
        { ...dealRegisteredV1.sample, deal: slow },
        { time: at('06-01', '09:00') },
      );
      await tell(
        service,
        dealRejectedV1,
        slow.id,
        { ...dealRejectedV1.sample, deal: slow },
        { time: at('06-03', '13:00') },
      );
    }
    await eventually(async () => expect(await measured(metric)).toMatchObject({ n: 50, value: '20.00', proposes: 2 }));
    const own = { organization: { ...organization, isOwn: true } };
    const id = await call.submitted(3, own, { DR1: 4 });
    const other = await call.submitted(3, {}, { DR1: 4 });
    const evidence = async (of: string) =>
      call.must(await call.get(of, 'evidence'), 200).find((each: { metric: string }) => each.metric === metric);
    expect(await evidence(id)).toMatchObject({
      declared: '4',
      proposes: 2,
      difference: '2.0000',
      isFlagged: true,
      n: 50,
    });
    expect(await evidence(other)).toMatchObject({ verdict: 'not_measured', isFlagged: false });
    call.must(await call.post(other, 'review', eve, {}), 200);

    const refused = await call.post(id, 'review', eve, {});
    expect(refused).toMatchObject({ status: 422, body: { code: 'FLAG_UNEXPLAINED' } });
    expect(refused.body.errors).toMatchObject([{ detail: 'DR1 was declared above its measurement.' }]);
    const notes = [{ question: 'DR1', note: 'The new process began in October' }];
    expect(call.must(await call.post(id, 'review', eve, { notes }), 200).notes).toEqual(notes);

    // What is measured later does not change what was submitted.
    const late = deal();
    await tell(
      service,
      dealRegisteredV1,
      late.id,
      { ...dealRegisteredV1.sample, deal: late },
      { time: at('07-01', '09:00') },
    );
    await tell(
      service,
      dealApprovedV1,
      late.id,
      { ...dealApprovedV1.sample, deal: late },
      { time: at('07-01', '09:00') },
    );
    await eventually(async () => expect(await measured(metric)).toMatchObject({ n: 51 }));
    expect(await evidence(id)).toMatchObject({ n: 50 });
    const { score } = call.must(await call.get(id, 'score'), 200);
    const term = score.capabilities.flatMap((line: { terms: { id: string }[] }) => line.terms);
    expect(term.find((each: { id: string }) => each.id === 'DR1')).toMatchObject({ value: '4' });
  });
});

it('A decision counts by the calendar that its territory had: it waits for one that is not known yet, and keeps it', async () => {
  const metric = 'deal_decision_p90_hours';
  const { n } = await measured(metric);
  const early = deal('NORDICS');
  const { sample } = territoryChangedV1;
  const territory = { ...sample.territory, id: randomUUID(), code: 'NORDICS' };
  const nights = { ...sample.territory.calendar, timeZone: 'America/Los_Angeles' };
  await tell(
    service,
    dealRegisteredV1,
    early.id,
    { ...dealRegisteredV1.sample, deal: early },
    { time: at('08-03', '08:00') },
  );
  await tell(
    service,
    dealApprovedV1,
    early.id,
    { ...dealApprovedV1.sample, deal: early },
    { time: at('08-03', '10:00') },
  );
  await tell(service, territoryChangedV1, territory.id, { ...sample, territory }, { time: at('08-03', '11:00') });
  await eventually(async () => expect(await measured(metric)).toMatchObject({ n: n + 1 }));
  const moved = { ...sample, territory: { ...territory, calendar: nights } };
  await tell(service, territoryChangedV1, territory.id, moved, { time: at('08-04', '11:00') });
  await eventually(async () =>
    expect(
      await service.adminQuery(
        `SELECT d.business_ms AS ms FROM deal_decision d JOIN territory_replica t ON t.code = d.territory
          WHERE d.deal_id = $1 AND t.calendar ->> 'timeZone' = 'America/Los_Angeles'`,
        [early.id],
      ),
    ).toEqual([{ ms: String(2 * 3_600_000) }]),
  );
});

it('What is measured is the vendor’s: no partner reads it', async () => {
  const as = personOf('0190f3a0-0000-7000-8000-000000000001', 'pia');
  expect((await service.call(`GET /v1/maturity-models/${modelId}/measurements`, { as })).status).toBe(403);
  expect((await service.call(`GET /v1/maturity-models/${randomUUID()}/measurements`, { as: ada })).status).toBe(404);
  const id = await call.begin();
  await call.post(id, 'answer', ada, { answers: answers(2, {}, 'core') });
  expect((await call.get(id, 'evidence', as)).status).toBe(403);
});
