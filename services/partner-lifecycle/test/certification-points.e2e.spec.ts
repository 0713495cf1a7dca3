import { randomUUID } from 'node:crypto';
import { certificationEarnedV1, type CertificationV1 } from '@tributary/contracts';
import { ManualClock } from '@tributary/kernel';
import { eventually, tell, testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { certify, define, person } from './certified.js';
import { manager, partnerUser } from './people.js';
import { approvedPartner, expectStatus, type Shown } from './recruitment.js';

const clock = new ManualClock(new Date('2026-06-15T09:00:00Z'));
let service: TestService;
beforeAll(async () => {
  service = await testService(definition, { clock });
  await define(service, 'GTX-SALES', { kind: 'sales' });
  const program = await call('POST /v1/reward-programs', {
    ...{ name: 'Points', currency: 'USD', startsOn: '2026-01-01', rate: { points: 1, per: '10' } },
  });
  await call(`POST /v1/reward-programs/${program.id}/open`);
  const path = `POST /v1/reward-programs/${program.id}/set-certification-points`;
  const twice = { from: '2026-06-15', points: 250, definition: 'GTX-SALES', certificationKind: 'sales' };
  expect(await service.call(path, { as: manager, body: twice })).toMatchObject({
    status: 422,
    body: { code: 'RULE_UNFIT' },
  });
  const set = await call(path, { from: '2026-06-15', points: 250, certificationKind: 'sales' });
  expect(set.certificationPoints).toMatchObject([{ points: 250, definition: null, certificationKind: 'sales' }]);
});
afterAll(() => service.close());

const call = async (operation: string, body?: object): Promise<Shown> => {
  const answer = await service.call(operation, { as: manager, body });
  return expectStatus(answer, answer.status === 201 ? 201 : 200);
};
const account = async (partnerId: string) => (await call(`GET /v1/reward-accounts?partnerId=${partnerId}`)).items[0];
const pending = (partnerId: string, points: number) =>
  eventually(
    () => account(partnerId),
    (seen) => seen.pending === points,
  );

describe('A certification', () => {
  it('earns its points once, though its event is told eight times and the same fact under another id', async () => {
    const partnerId = await approvedPartner(service);
    const { id, number, userId } = await certify(service, (await person(service, partnerId)).id, 'GTX-SALES');
    const { id: accountId } = await pending(partnerId, 250);
    const sample = certificationEarnedV1.sample;
    const data = {
      ...sample,
      certification: {
        ...sample.certification,
        ...{ id, number, partnerId, userId, earnedAt: clock.now().toISOString() },
        definition: { ...sample.certification.definition, code: 'GTX-SALES', kind: 'sales' },
      } satisfies CertificationV1,
    };
    const eventId = randomUUID();
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        tell(service, certificationEarnedV1, id, data, { id: index < 4 ? eventId : randomUUID() }),
      ),
    );
    const probe = await certify(service, (await person(service, partnerId)).id, 'GTX-SALES');
    await pending(partnerId, 500);
    const { items } = await call(`GET /v1/reward-accounts/${accountId}/statement`);
    expect(items.map(({ reason }: Shown) => reason.id).sort()).toEqual([id, probe.id].sort());
    expect(items[0]).toMatchObject({
      kind: 'earned',
      points: 250,
      reason: { kind: 'certification_earned', number: expect.stringMatching(/^CT-/) },
      rate: { from: '2026-06-15', points: 250, certificationKind: 'sales' },
    });
  });

  it('keeps its points when its holder leaves, and loses them when it was issued in error', async () => {
    const partnerId = await approvedPartner(service);
    const [stays, leaves] = [await person(service, partnerId), await person(service, partnerId)];
    const mistaken = await certify(service, stays.id, 'GTX-SALES');
    await certify(service, leaves.id, 'GTX-SALES');
    await pending(partnerId, 500);
    const leave = { as: partnerUser(partnerId), body: { reason: 'has left' } };
    expectStatus(await service.call(`POST /v1/partner-users/${leaves.id}/deactivate`, leave), 200);
    await call(`POST /v1/certifications/${mistaken.id}/revoke`, { cause: 'issued_in_error', reason: 'wrong person' });
    await pending(partnerId, 250);
    const { id } = await account(partnerId);
    const { items } = await call(`GET /v1/reward-accounts/${id}/statement`);
    expect(items.map(({ kind }: Shown) => kind).sort()).toEqual(['earned', 'earned', 'reversed']);
  });
});
