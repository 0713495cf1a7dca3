import { ManualClock, type Actor } from '@tributary/kernel';
import { eventually, testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { certify, define, exam, person } from './certified.js';
import { admin, finance, manager, partnerUser, vendorUser } from './people.js';
import { approvedPartner, expectStatus } from './recruitment.js';

const clock = new ManualClock(new Date('2026-06-15T09:00:00Z'));
const lms: Actor = { subject: 'lms', kind: 'vendor', roles: [], scopes: ['certifications:write'] };
let service: TestService;
let partnerId: string;
beforeAll(async () => {
  service = await testService(definition, { clock });
  partnerId = await approvedPartner(service);
  await define(service, 'GTX-SALES', { kind: 'sales', minimumScore: 70 });
  await define(service, 'GTX-EXPERT', { prerequisites: ['GTX-SALES'], validMonths: 24 });
});
afterAll(() => service.close());

const types = async (id: string) =>
  (
    await service.adminQuery<{ type: string }>('SELECT type FROM history WHERE entity_id = $1 ORDER BY version', [id])
  ).map(({ type }) => type);
const earn = (body: object, as: Actor = manager) => service.call('POST /v1/certifications', { as, body });
const get = (path: string, as: Actor = manager) => service.call(`GET /v1/certifications${path}`, { as });
const record = (externalId: string, body: object) =>
  service.call(`PUT /v1/certifications/external/lms/${externalId}`, { as: lms, body });

describe('A person of a partner', () => {
  it('earns what it has proved, and what it needs first comes first', async () => {
    const { id: userId } = await person(service, partnerId);
    const expert = { userId, definition: 'GTX-EXPERT', evidence: exam() };
    expect(await earn(expert)).toMatchObject({
      status: 422,
      body: { code: 'PREREQUISITE_MISSING', missing: ['GTX-SALES'] },
    });
    const low = await earn({ ...expert, definition: 'GTX-SALES', evidence: exam({ score: 69 }) });
    expect(low).toMatchObject({ status: 422, body: { code: 'SCORE_TOO_LOW' } });
    const sales = await certify(service, userId, 'GTX-SALES');
    expect(sales).toMatchObject({
      number: expect.stringMatching(/^CT-2026-\d{6}$/),
      definition: { code: 'GTX-SALES', kind: 'sales' },
      families: ['GTX'],
      partnerId,
      userId,
      status: 'active',
      counts: true,
      validUntil: '2027-06-14',
      renewableFrom: '2027-03-16',
    });
    expect(expectStatus(await earn(expert), 201)).toMatchObject({ validUntil: '2028-06-14' });
    expect(await earn({ ...expert, definition: 'GTX-SALES' })).toMatchObject({
      status: 409,
      body: { code: 'CERTIFIED_ALREADY' },
    });
    expect(await earn({ ...expert, definition: 'NOTHING' })).toMatchObject({
      status: 422,
      body: { code: 'DEFINITION_UNKNOWN' },
    });
  });

  it('is certified once, though eight certify it in the same moment', async () => {
    const { id: userId } = await person(service, partnerId);
    const body = { userId, definition: 'GTX-SALES', evidence: exam() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => earn(body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  });

  it('is certified by no role of its own company, and by nobody without the right', async () => {
    const { id: userId } = await person(service, partnerId);
    const body = { userId, definition: 'GTX-SALES', evidence: exam() };
    for (const as of [partnerUser(partnerId), finance, vendorUser('auditor', 'readonly')]) {
      expect(await earn(body, as)).toMatchObject({ status: 403, body: { code: 'ROLE_MISSING' } });
    }
    const elsewhere = { ...vendorUser('apac', 'channel_manager'), territories: ['APAC'] };
    const uk = { code: 'UK', name: 'UK', kind: 'country', currency: 'GBP' };
    expectStatus(await service.call('POST /v1/territories', { as: admin, body: uk }), 201);
    expect(await earn(body, elsewhere)).toMatchObject({ status: 404 });
    for (const evidence of [{ kind: 'hearsay' }, exam({ score: 101 }), exam({ at: 'yesterday' })]) {
      expect((await earn({ ...body, evidence })).status).toBe(400);
    }
  });
});

describe('A completion record of an outside learning system', () => {
  it('counts once, however often and by however many it is told', async () => {
    const { id: userId } = await person(service, partnerId);
    const body = { userId, definition: 'GTX-SALES', evidence: exam({ at: '2026-06-10T10:00:00Z' }) };
    const answers = await Promise.all(Array.from({ length: 8 }, () => record('C-1', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const { id } = expectStatus(await record('C-1', body), 200);
    expect(await types(id)).toEqual(['CertificationEarned']);
    const other = await person(service, partnerId);
    expect(await record('C-1', { ...body, userId: other.id })).toMatchObject({
      status: 409,
      body: { code: 'RECORD_DIFFERS' },
    });
    expect(await record('C-2', body)).toMatchObject({ status: 422, body: { code: 'RENEWAL_TOO_EARLY' } });
  });
});

describe('Time', () => {
  it('announces the end three times, lets a renewal go on from it, and ends what nobody renews', async () => {
    const { id: userId } = await person(service, partnerId);
    const { id } = await certify(service, userId, 'GTX-SALES');
    const reach = async (at: string, count: number) => {
      clock.set(new Date(`${at}T00:00:00Z`));
      await eventually(
        () => types(id),
        (seen) => seen.length === count,
      );
    };
    await reach('2027-03-16', 2);
    await reach('2027-05-15', 3);
    expect(expectStatus(await get(`/${id}`), 200)).toMatchObject({ status: 'expiring', counts: true });
    expect(expectStatus(await get('?endsUntil=2027-06-14&limit=200'), 200).items).toContainEqual(
      expect.objectContaining({ id }),
    );
    const again = { userId, definition: 'GTX-SALES', evidence: exam() };
    const renewals = await Promise.all(Array.from({ length: 8 }, () => record('C-10', again)));
    expect(renewals.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(renewals[0]?.body).toMatchObject({ id, status: 'active', validUntil: '2028-06-14' });
    await reach('2028-03-16', 5);
    await reach('2028-05-15', 6);
    await reach('2028-06-07', 7);
    await reach('2028-06-15', 8);
    expect((await types(id)).slice(1)).toEqual([
      'CertificationExpiring',
      'CertificationExpiring',
      'CertificationRenewed',
      'CertificationExpiring',
      'CertificationExpiring',
      'CertificationExpiring',
      'CertificationExpired',
    ]);
    const late = await service.call(`POST /v1/certifications/${id}/renew`, { as: manager, body: { evidence: exam() } });
    expect(late).toMatchObject({ status: 409, body: { code: 'INVALID_TRANSITION' } });
    expect(await certify(service, userId, 'GTX-SALES')).toMatchObject({ validUntil: '2029-06-14' });
  });
});

describe('A certification', () => {
  it('is verified by anybody who was shown its number, without a name', async () => {
    const { id: userId } = await person(service, partnerId);
    const { id, number } = await certify(service, userId, 'GTX-SALES');
    const verify = () => service.call(`GET /v1/certifications/verify/${number}`);
    expect(expectStatus(await verify(), 200)).toEqual({
      number,
      definition: 'GTX-SALES',
      name: 'GTX-SALES',
      kind: 'sales',
      isValid: true,
      status: 'valid',
      earnedOn: clock.now().toISOString().slice(0, 10),
      validUntil: expect.any(String),
    });
    const revoke = (cause: string) =>
      service.call(`POST /v1/certifications/${id}/revoke`, { as: manager, body: { cause, reason: 'a mistake' } });
    expect((await revoke('holder_left')).status).toBe(400);
    const gone = expectStatus(await revoke('issued_in_error'), 200);
    expect(gone).toMatchObject({ status: 'revoked', counts: false, revocation: { revokedBy: 'manager' } });
    expect(await revoke('misconduct')).toMatchObject({ status: 409, body: { code: 'INVALID_TRANSITION' } });
    expect(expectStatus(await verify(), 200)).toMatchObject({ isValid: false, status: 'revoked' });
    expect((await service.call('GET /v1/certifications/verify/CT-1999-000001')).status).toBe(404);
  });

  it('stops counting when its holder leaves, and nobody certifies who has left', async () => {
    const { id: userId } = await person(service, partnerId);
    const { id } = await certify(service, userId, 'GTX-SALES');
    const leave = { as: partnerUser(partnerId), body: { reason: 'has left' } };
    expectStatus(await service.call(`POST /v1/partner-users/${userId}/deactivate`, leave), 200);
    expect(expectStatus(await get(`/${id}`), 200)).toMatchObject({
      status: 'revoked',
      revocation: { cause: 'holder_left' },
    });
    expect(await earn({ userId, definition: 'GTX-SALES', evidence: exam() })).toMatchObject({
      status: 422,
      body: { code: 'HOLDER_LEFT' },
    });
  });

  it('never outlives the access of its holder, though both come in the same moment', async () => {
    const people = await Promise.all(Array.from({ length: 24 }, () => person(service, partnerId)));
    const body = { reason: 'has left' };
    await Promise.all(
      people.flatMap(({ id: userId }) => [
        earn({ userId, definition: 'GTX-SALES', evidence: exam() }),
        service.call(`POST /v1/partner-users/${userId}/deactivate`, { as: manager, body }),
      ]),
    );
    const outliving = await service.adminQuery(
      `SELECT FROM certification c JOIN partner_user u ON u.id = c.user_id WHERE u.status = 'deactivated' AND c.status <> 'revoked'`,
    );
    expect(outliving).toEqual([]);
  });

  it('is exported with the rest', async () => {
    const csv = await get('/export?format=csv');
    expect(csv.status).toBe(200);
    expect(csv.text.split('\r\n')[0]).toContain('definition.code');
    expect(csv.text.trim().split('\r\n').length).toBeGreaterThan(5);
  });
});
