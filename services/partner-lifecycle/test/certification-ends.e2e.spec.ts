import { ManualClock, type Actor } from '@tributary/kernel';
import { eventually, testService, type TestService } from '@tributary/testing';
import pg from 'pg';
import { definition } from '../src/index.js';
import { certify, define, exam, person } from './certified.js';
import { manager } from './people.js';
import { approvedPartner, expectStatus } from './recruitment.js';

const clock = new ManualClock(new Date('2026-06-15T09:00:00Z'));
const lms: Actor = { subject: 'lms', kind: 'vendor', roles: [], scopes: ['certifications:write'] };
let service: TestService;
let partnerId: string;
beforeAll(async () => {
  service = await testService(definition, { clock });
  partnerId = await approvedPartner(service);
  await define(service, 'SHORT', { validMonths: 1 });
});
afterAll(() => service.close());
afterEach(() => clock.set(new Date('2026-06-15T09:00:00Z')));

const types = async (id: string) =>
  (
    await service.adminQuery<{ type: string }>('SELECT type FROM history WHERE entity_id = $1 ORDER BY version', [id])
  ).map(({ type }) => type);
const show = async (id: string) =>
  expectStatus(await service.call(`GET /v1/certifications/${id}`, { as: manager }), 200);
const earn = (userId: string, more: Record<string, unknown> = {}) =>
  service.call('POST /v1/certifications', {
    as: manager,
    body: { userId, definition: 'SHORT', evidence: exam(more) },
  });
const record = (externalId: string, userId: string, more: Record<string, unknown> = {}) =>
  service.call(`PUT /v1/certifications/external/lms/${externalId}`, {
    as: lms,
    body: { userId, definition: 'SHORT', evidence: exam(more) },
  });
const deactivate = (userId: string) =>
  service.call(`POST /v1/partner-users/${userId}/deactivate`, { as: manager, body: { reason: 'has left' } });

/** Certified, a week after the last day, and nobody has come to say so. */
async function overAndUnseen(): Promise<{ userId: string; id: string }> {
  const { id: userId } = await person(service, partnerId);
  const { id } = await certify(service, userId, 'SHORT');
  await service.adminQuery(
    `INSERT INTO due_attempt(worker, id, attempts, next_at, last_error) VALUES ('certification-calendar', $1, 1, '2099-01-01', '')`,
    [id],
  );
  clock.set(new Date('2026-07-21T09:00:00Z'));
  return { userId, id };
}

describe('What is over and was not ended yet', () => {
  it('keeps nobody from being certified again, and eight who do so make one', async () => {
    const { userId, id } = await overAndUnseen();
    expect(await show(id)).toMatchObject({ status: 'active', counts: false });
    const answers = await Promise.all(Array.from({ length: 8 }, () => earn(userId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    expect(await types(id)).toEqual(['CertificationEarned', 'CertificationExpired']);
    expect(await show(id)).toMatchObject({ status: 'expired' });
  });

  it('is renewed by no record of a later day: that earns a new one', async () => {
    const { userId, id } = await overAndUnseen();
    const told = expectStatus(await record('OVER-1', userId, { at: '2026-07-20T08:00:00Z' }), 201);
    expect(told).toMatchObject({ status: 'active', validUntil: '2026-08-19' });
    expect(await types(id)).toEqual(['CertificationEarned', 'CertificationExpired']);
  });

  it('is still renewed by a record of its time, however late that is told', async () => {
    const { userId, id } = await overAndUnseen();
    expect(expectStatus(await record('OVER-2', userId, { at: '2026-07-10T08:00:00Z' }), 200)).toMatchObject({ id });
    expect(await types(id)).toEqual(['CertificationEarned', 'CertificationRenewed']);
  });

  it('stays as it is where nothing new is proved', async () => {
    const { userId, id } = await overAndUnseen();
    expect(await earn(userId, { kind: 'confirmation' })).toMatchObject({
      status: 422,
      body: { code: 'EVIDENCE_UNFIT' },
    });
    expect(await types(id)).toEqual(['CertificationEarned']);
  });
});

describe('Whoever leaves', () => {
  it('leaves, though a certification ends in the same moment: that one has expired and is not taken back', async () => {
    const { id: userId } = await person(service, partnerId);
    const { id } = await certify(service, userId, 'SHORT');
    const calendar = new pg.Client({ connectionString: service.config.database.owner });
    await calendar.connect();
    try {
      await calendar.query('BEGIN');
      await calendar.query(
        `UPDATE certification SET status = 'expired', due_at = NULL, version = version + 1 WHERE id = $1`,
        [id],
      );
      const leaving = deactivate(userId);
      await eventually(
        () => service.adminQuery(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`), // prettier-ignore
        (waiting) => waiting.length > 0,
      );
      await calendar.query('COMMIT');
      expect(await leaving).toMatchObject({ status: 200, body: { status: 'deactivated' } });
    } finally {
      await calendar.end();
    }
    expect(await show(id)).toMatchObject({ status: 'expired', revocation: null });
    expect(await types(id)).toEqual(['CertificationEarned']);
  });

  it('changes nothing of what a record earned: told again, it answers as before, and a new one earns nothing', async () => {
    const { id: userId } = await person(service, partnerId);
    const { id } = expectStatus(await record('GONE-1', userId), 201);
    expectStatus(await deactivate(userId), 200);
    expect(expectStatus(await record('GONE-1', userId), 200)).toMatchObject({ id, status: 'revoked' });
    expect(await record('GONE-2', userId)).toMatchObject({ status: 422, body: { code: 'HOLDER_LEFT' } });
    expect(await types(id)).toEqual(['CertificationEarned', 'CertificationRevoked']);
  });
});
