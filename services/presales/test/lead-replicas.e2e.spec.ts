import {
  certificationEarnedV1,
  certificationRevokedV1,
  partnerActivatedV1,
  partnerSuspendedV1,
  territoryChangedV1,
} from '@tributary/contracts';
import { eventually, partner, tell, testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { admin, lead, leadsOf } from './leads.js';

let service: TestService;
let leads: ReturnType<typeof leadsOf>;

beforeAll(async () => {
  service = await testService(definition);
  leads = leadsOf(service);
});
afterAll(() => service.close());

const active = { ...partnerActivatedV1.sample.partner, territories: ['DACH'] };
const { territory } = territoryChangedV1.sample;
const german = () => lead({ company: { name: 'Acme GmbH', country: 'DE' }, families: ['GTX'] });

it('what routing knows of partners, territories and certifications comes by their events, in whatever order', async () => {
  expect(await leads.capture(partner(active.id, 'sales'), german())).toMatchObject({
    status: 409,
    body: { code: 'NOT_YET_KNOWN' },
  });
  expect((await leads.capture(admin, german())).body.territory).toBeNull();
  const { certification } = certificationEarnedV1.sample;
  await tell(
    service,
    certificationRevokedV1,
    certification.id,
    {
      certification: { ...certification, status: 'revoked' },
      cause: 'holder_left',
      revokedAt: '2026-09-01T10:00:00.000Z',
    },
    { sequence: 4 },
  );
  await tell(service, certificationEarnedV1, certification.id, { certification, evidence: 'exam' }, { sequence: 1 });
  await tell(service, territoryChangedV1, territory.id, { territory }, { sequence: 2 });
  await tell(
    service,
    partnerSuspendedV1,
    active.id,
    { partner: { ...active, status: 'suspended' }, reason: 'x', suspendedBy: 'jo' },
    { sequence: 7 },
  );
  await tell(
    service,
    partnerActivatedV1,
    active.id,
    { partner: active, activatedAt: '2026-01-20T10:00:00.000Z' },
    { sequence: 3 },
  );
  await eventually(async () => {
    const [known] = await service.adminQuery(
      `SELECT (SELECT status FROM partner_replica) AS partner, (SELECT calendar ->> 'timeZone' FROM territory_replica) AS zone,
              (SELECT status FROM certification_replica) AS certification,
              (SELECT count(*) FROM inbox WHERE handler LIKE 'presales.keep-%')::int AS taken`,
    );
    expect(known).toEqual({ partner: 'suspended', zone: 'Europe/Berlin', certification: 'revoked', taken: 5 });
  });
  expect((await leads.capture(partner(active.id, 'sales'), german())).body.code).toBe('PARTNER_SUSPENDED');
  expect((await leads.capture(admin, german())).body.territory).toBe('DACH');
});
