import {
  partnerActivatedV1,
  partnerReinstatedV1,
  partnerSuspendedV1,
  partnerTerminatedV1,
  type EventDefinition,
  type PartnerV1,
} from '@tributary/contracts';
import { eventually, tell, testService, type TestService } from '@tributary/testing';
import { ada, answers, assessmentsOf, organization, personOf } from './assessments.js';
import { definition } from '../src/index.js';

const partner: PartnerV1 = partnerActivatedV1.sample.partner;
const pia = personOf(partner.id, 'pia');
const respondent = { subject: 'pia', role: 'Sales', partnerId: partner.id };
const some = { answers: [{ question: 'DR1', level: 2 }] };

let service: TestService;
let call: ReturnType<typeof assessmentsOf>;
beforeAll(async () => {
  service = await testService(definition);
  call = assessmentsOf(service);
});
afterAll(() => service.close());

async function becomes<Data>(event: EventDefinition<Data>, status: string): Promise<void> {
  const data = { ...event.sample, partner: { ...partner, status } };
  await tell(service, event, partner.id, data as Data, { time: '2026-03-02T10:00:00.000Z' });
  await eventually(async () =>
    expect(await service.adminQuery('SELECT status FROM partner_replica WHERE id = $1', [partner.id])).toEqual([
      { status },
    ]),
  );
}
const answered = async (id: string) => {
  const sql = `SELECT h.type FROM history h JOIN maturity_response r ON r.id = h.entity_id
    WHERE r.assessment_id = $1 AND r.partner_id IS NOT NULL ORDER BY h.version`;
  return (await service.adminQuery<{ type: string }>(sql, [id])).length;
};

it('nobody of a partner that is not known yet is asked', async () => {
  const body = { name: 'Early', organization, isOpenToPartners: true, respondents: [respondent] };
  expect(await service.call('POST /v1/maturity-assessments', { as: ada, body })).toMatchObject({
    status: 409,
    body: { code: 'NOT_YET_KNOWN' },
  });
});

it('a suspended partner’s people answer nothing until it is reinstated, a terminated one’s never again; they read on', async () => {
  await becomes(partnerActivatedV1, 'active');
  const id = await call.begin({ isOpenToPartners: true, respondents: [respondent] });
  call.must(await call.post(id, 'answer', pia, some), 200);
  const before = await answered(id);
  const refused = { status: 403, body: { code: 'PARTNER_SUSPENDED' } };

  await becomes(partnerSuspendedV1, 'suspended');
  expect(await call.post(id, 'answer', pia, some)).toMatchObject(refused);
  expect((await call.get(id, 'responses', pia)).status).toBe(200);
  expect(await answered(id)).toBe(before);

  await becomes(partnerReinstatedV1, 'active');
  call.must(await call.post(id, 'answer', pia, { answers: answers(2, {}, 'core') }), 200);

  await becomes(partnerTerminatedV1, 'terminated');
  expect(await call.post(id, 'answer', pia, some)).toMatchObject(refused);
});

it('nor are they named, and a stranger of the partner learns nothing of the assessment', async () => {
  const id = await call.begin({ isOpenToPartners: true });
  expect(await call.post(id, 'name-respondent', ada, respondent)).toMatchObject({
    status: 422,
    body: { code: 'PARTNER_NOT_ACTIVE' },
  });
  expect(await call.post(id, 'answer', pia, some)).toMatchObject({ status: 404 });
  expect(await answered(id)).toBe(0);
});
