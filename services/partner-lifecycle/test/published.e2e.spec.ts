import { catalog } from '@tributary/contracts';
import { EventLog, type LogRecord } from '@tributary/messaging';
import { eventually, testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { admin, manager, partnerUser } from './people.js';
import { apply, completeTasks, evaluate, expectStatus, sign } from './recruitment.js';

let service: TestService;
const told: LogRecord[] = [];
beforeAll(async () => {
  service = await testService(definition);
  const topics = [
    ...new Set(catalog.filter((event) => event.service === 'partner-lifecycle').map(({ topic }) => topic)),
  ];
  await service.running.app.get(EventLog).consume({
    group: 'a-stranger',
    topics,
    onBatch: async ({ records, commit }) => {
      told.push(...records);
      await commit((records.at(-1)?.position ?? 0) + 1);
    },
  });
});
afterAll(() => service.close());

const nameOf = ({ headers }: LogRecord): string => headers['ce_type']?.split('.')[2] ?? '';
const of = (key: string): LogRecord[] => told.filter((record) => record.key === key);
const dataOf = (record: LogRecord | undefined) => JSON.parse(String(record?.value));

describe('A stranger on the log', () => {
  it('hears in order what became of an applicant, with the whole state and the correlation of each call', async () => {
    const { id } = await apply(service);
    const evaluation = await evaluate(service, { applicationId: id });
    const approval = { as: manager, body: {}, headers: { 'x-request-id': 'approval-1' } };
    const { partnerId } = expectStatus(
      await service.call(`POST /v1/partner-applications/${id}/approve`, approval),
      200,
    );
    await sign(service, partnerId, 'partner_agreement');
    const { id: planId } = await completeTasks(
      service,
      partnerId,
      'accept_roles',
      'accept_brand_guidelines',
      'invite_users',
    );
    const terms = await sign(service, partnerId, 'deal_registration_terms');
    expectStatus(
      await service.call(`POST /v1/partners/${partnerId}/change-tier`, {
        as: manager,
        body: { tier: 'gold', reason: 'lighthouse' },
      }),
      200,
    );
    expectStatus(
      await service.call(`POST /v1/partners/${partnerId}/suspend`, { as: manager, body: { reason: 'overdue' } }),
      200,
    );
    expectStatus(
      await service.call(`POST /v1/partners/${partnerId}/reinstate`, { as: manager, body: { reason: 'paid' } }),
      200,
    );
    expectStatus(
      await service.call(`POST /v1/partners/${partnerId}/terminate`, { as: admin, body: { reason: 'over' } }),
      200,
    );
    await eventually(
      () => Promise.resolve(of(partnerId).map(nameOf)),
      (names) => names.includes('PartnerTerminated'),
    );

    expect(of(id).map(nameOf)).toEqual(['PartnerApplied', 'PartnerApplicationApproved']);
    expect(of(evaluation.id).map(nameOf)).toEqual(['PartnerEvaluated']);
    expect(of(planId).map(nameOf)).toEqual(Array.from({ length: 5 }, () => 'OnboardingTaskCompleted'));
    expect(of(terms.id).map(nameOf)).toEqual(['AgreementSigned']);
    expect(of(partnerId).map(nameOf)).toEqual([
      'PartnerOnboardingStarted',
      'PartnerProfileUpdated',
      'PartnerProfileUpdated',
      'PartnerActivated',
      'PartnerProfileUpdated',
      'PartnerSuspended',
      'PartnerReinstated',
      'PartnerTerminated',
    ]);
    const sequences = of(partnerId).map(({ headers }) => Number(headers['ce_sequence']));
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(of(partnerId)[0]?.headers['ce_correlationid']).toBe('approval-1');
    const [started, signed] = of(partnerId).map((record) => dataOf(record).partner);
    expect(started).toMatchObject({
      status: 'onboarding',
      agreements: [],
      unsignedAgreements: ['partner_agreement', 'deal_registration_terms'],
    });
    expect(signed.agreements).toMatchObject([{ kind: 'partner_agreement', version: '1' }]);
    const activated = dataOf(of(partnerId).find((record) => nameOf(record) === 'PartnerActivated')).partner;
    expect(activated).toMatchObject({ status: 'active', partnershipType: 'strategic', unsignedAgreements: [] });
  });

  it('hears nothing of a draft, of a wish that waits, and no personal data', async () => {
    const draft = await apply(service, {
      draft: true,
      contact: { name: 'Very Private', email: 'private@private.example' },
    });
    expectStatus(await service.call(`POST ${draft.statusLink.replace('/status?', '/submit?')}`), 200);
    await eventually(
      () => Promise.resolve(of(draft.id)),
      ({ length }) => length > 0,
    );
    expect(of(draft.id).map(nameOf)).toEqual(['PartnerApplied']);
    expect(told.map(({ value }) => String(value)).join('\n')).not.toMatch(/Very Private|private@private/);
    const history = await service.adminQuery('SELECT before, after, subject FROM history WHERE entity_id = $1', [
      draft.id,
    ]);
    expect(JSON.stringify(history)).not.toMatch(/Very Private|private@private/);
  });

  it('hears that an evaluation put a partner into another type', async () => {
    const { id } = await apply(service);
    await evaluate(service, { applicationId: id });
    const { partnerId } = expectStatus(
      await service.call(`POST /v1/partner-applications/${id}/approve`, { as: manager, body: {} }),
      200,
    );
    const { id: evaluationId } = await evaluate(service, { partnerId }, 2);
    await eventually(
      () => Promise.resolve(of(evaluationId).map(nameOf)),
      (names) => names.length === 2,
    );
    expect(of(evaluationId).map(nameOf)).toEqual(['PartnerEvaluated', 'PartnershipTypeChanged']);
    expect(dataOf(of(evaluationId)[1])).toMatchObject({ from: 'strategic', to: 'ineffective' });
    expect(
      (await service.call(`GET /v1/partners/${partnerId}`, { as: partnerUser(partnerId) })).body,
    ).not.toHaveProperty('partnership');
  });
});
