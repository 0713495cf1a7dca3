import { ManualClock } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { certify, define, exam, person } from './certified.js';
import { admin, manager, partnerUser } from './people.js';
import { approvedPartner, expectStatus } from './recruitment.js';

const clock = new ManualClock(new Date('2026-06-15T09:00:00Z'));
let service: TestService;
let partnerId: string;
beforeAll(async () => {
  service = await testService(definition, { clock });
  partnerId = await approvedPartner(service);
});
afterAll(() => service.close());

const revise = (id: string, body: object) =>
  service.call(`POST /v1/certification-definitions/${id}/revise`, { as: admin, body });

describe('A certification definition', () => {
  it('that is revised changes nothing of what was earned, only what is earned from its day on', async () => {
    const { id } = await define(service, 'DATED');
    const { id: early } = await person(service, partnerId);
    const { id: late } = await person(service, partnerId);
    const before = await certify(service, early, 'DATED');
    expect(await revise(id, { from: '2026-06-14' })).toMatchObject({
      status: 422,
      body: { code: 'EDITION_IN_THE_PAST' },
    });
    const revised = await revise(id, { from: '2026-07-01', families: ['GTX-PLUS'], validMonths: 6 });
    expect(expectStatus(revised, 200)).toMatchObject({
      current: { from: '2026-01-01', families: ['GTX'] },
      editions: [{ from: '2026-01-01' }, { from: '2026-07-01', renewalWindowDays: 90 }],
    });
    clock.set(new Date('2026-07-01T09:00:00Z'));
    const backdated = { userId: late, definition: 'DATED', evidence: exam({ at: '2026-06-30T10:00:00Z' }) };
    const told = await service.call('POST /v1/certifications', { as: manager, body: backdated });
    expect(expectStatus(told, 201)).toMatchObject({ families: ['GTX'], validUntil: '2027-06-29' });
    const { id: after } = await person(service, partnerId);
    expect(await certify(service, after, 'DATED')).toMatchObject({ families: ['GTX-PLUS'], validUntil: '2026-12-31' });
    const kept = await service.call(`GET /v1/certifications/${before.id}`, { as: manager });
    expect(kept.body).toMatchObject({ version: 1, families: ['GTX'], validUntil: '2027-06-14' });
  });

  it('never needs itself, not even when two are revised in the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [one, other] = [await define(service, `ONE-${round}`), await define(service, `OTHER-${round}`)];
      const needs = (id: string, code: string) => revise(id, { from: '2026-08-01', prerequisites: [code] });
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, racer) =>
          racer % 2 === 0 ? needs(one.id, other.code) : needs(other.id, one.code),
        ),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 422]));
      expect(answers.filter(({ status }) => status === 422).map(({ body }) => body.code)).toEqual(
        Array.from({ length: 4 }, () => 'PREREQUISITE_CYCLE'),
      );
    }
  });

  it('needs only what can be earned, and its code is its own', async () => {
    await define(service, 'OLD').then(({ id }) =>
      service.call(`POST /v1/certification-definitions/${id}/retire`, { as: admin, body: { reason: 'sold no more' } }),
    );
    const put = (body: object) => service.call('POST /v1/certification-definitions', { as: admin, body });
    const base = { code: 'NEW', name: 'New', kind: 'sales' };
    expect(await put({ ...base, prerequisites: ['OLD'] })).toMatchObject({
      status: 422,
      body: { code: 'PREREQUISITE_UNKNOWN' },
    });
    expect(await put({ ...base, code: 'OLD' })).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } });
    expect(await put({ ...base, evidence: ['completion'], minimumScore: 50 })).toMatchObject({
      status: 422,
      body: { code: 'SCORE_WITHOUT_EXAM' },
    });
    for (const unfit of [{ code: 'a b' }, { kind: 'cooking' }, { validMonths: 0 }, { evidence: [] }]) {
      expect((await put({ ...base, ...unfit })).status).toBe(400);
    }
    const { id: userId } = await person(service, partnerId);
    const body = { userId, definition: 'OLD', evidence: exam() };
    expect(await service.call('POST /v1/certifications', { as: manager, body })).toMatchObject({
      status: 422,
      body: { code: 'NOT_TO_BE_EARNED' },
    });
  });

  it('is read by every partner and changed by none', async () => {
    const { id } = await define(service, 'OPEN');
    const as = partnerUser(partnerId, 'learner');
    const listed = expectStatus(await service.call('GET /v1/certification-definitions?code=OPEN', { as }), 200);
    expect(listed.items).toMatchObject([{ id, code: 'OPEN', status: 'open', current: { validMonths: 12 } }]);
    expect((await service.call(`GET /v1/certification-definitions/${id}`, { as })).status).toBe(200);
    expect((await service.call(`GET /v1/certification-definitions/${id}/history`, { as })).status).toBe(403);
    for (const [verb, body] of [
      ['revise', { from: '2027-01-01' }],
      ['retire', { reason: 'mine' }],
    ] as const) {
      const answer = await service.call(`POST /v1/certification-definitions/${id}/${verb}`, { as, body });
      expect(answer).toMatchObject({ status: 403, body: { code: 'ROLE_MISSING' } });
    }
    const renamed = { as: admin, body: { name: 'Open to all' } };
    const answer = await service.call(`PATCH /v1/certification-definitions/${id}`, renamed);
    expect(expectStatus(answer, 200)).toMatchObject({ name: 'Open to all', version: 2 });
    const file = await service.call('GET /v1/certification-definitions/export?format=ndjson', { as });
    expect(
      file.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).code),
    ).toContain('OPEN');
  });
});
