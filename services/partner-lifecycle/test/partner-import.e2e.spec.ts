import { testService, type TestService } from '@tributary/testing';
import type { Actor } from '@tributary/kernel';
import { definition } from '../src/index.js';
import { admin, finance, partnerUser, vendorUser } from './people.js';

let service: TestService;

beforeAll(async () => {
  service = await testService(definition);
});
afterAll(() => service.close());

const crm: Actor = { subject: 'crm', kind: 'vendor', roles: [], scopes: ['partners:write'] };
const company = (externalId: string, change: object = {}) => ({
  system: 'crm',
  externalId,
  legalName: `Company ${externalId} Ltd`,
  country: 'US',
  type: 'value_added_reseller',
  tier: 'gold',
  activeSince: '2016-10-01',
  territories: ['CENTRAL'],
  ...change,
});
const person = (partner: string, email: string, change: object = {}) => ({
  system: 'crm',
  partner,
  email,
  name: 'Jo North',
  ...change,
});

interface Told {
  readonly status?: string;
  readonly id: string;
  readonly errors?: readonly { readonly code: string }[];
}

async function bring(path: string, rows: readonly object[], as: Actor = crm) {
  const body = rows.map((row) => JSON.stringify(row)).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await service.call(`POST /v1/${path}/import`, { as, body, headers });
  const told = answer.status === 200 ? answer.text.trim().split('\n') : [];
  return { status: answer.status, rows: told.slice(0, -1).map((line) => JSON.parse(line) as Told) };
}
const show = async (id: string, as: Actor = admin) => (await service.call(`GET /v1/partners/${id}`, { as })).body;
const events = async (id: string) =>
  (
    await service.adminQuery<{ type: string }>('SELECT type FROM history WHERE entity_id = $1 ORDER BY version', [id])
  ).map(({ type }) => type);

describe('partners of another system', () => {
  it('are active with their tier and history, have an account without points, and still have to sign here', async () => {
    const [told] = (await bring('partners', [company('A')])).rows;
    expect(told).toMatchObject({ status: 'created' });
    expect(await show(told!.id)).toMatchObject({
      status: 'active',
      tier: 'gold',
      activatedAt: '2016-10-01T00:00:00.000Z',
      applicationId: null,
      externalIds: [{ system: 'crm', id: 'A' }],
      unsignedAgreements: ['partner_agreement', 'deal_registration_terms'],
    });
    expect(await events(told!.id)).toEqual(['PartnerImported']);
    const accounts = await service.call(`GET /v1/reward-accounts?partnerId=${told!.id}`, { as: admin });
    expect(accounts.body.items).toMatchObject([{ partnerId: told!.id, available: 0, pending: 0 }]);
  });

  it('change nothing when they come again, whatever became of them here', async () => {
    const [{ id }] = (await bring('partners', [company('B')])).rows as [Told];
    await service.call(`PATCH /v1/partners/${id}`, { as: admin, body: { legalName: 'B Networks Ltd' } });
    expect((await bring('partners', [company('B')])).rows).toMatchObject([{ status: 'unchanged', id }]);
    expect((await show(id)).legalName).toBe('B Networks Ltd');
  });

  it('are corrected by their source in their profile, and in nothing that is decided here', async () => {
    const [{ id }] = (await bring('partners', [company('C')])).rows as [Told];
    const corrected = company('C', { tier: 'platinum', territories: ['EAST'] });
    expect((await bring('partners', [corrected])).rows).toMatchObject([{ status: 'updated', id }]);
    expect(await show(id)).toMatchObject({ tier: 'gold', territories: ['EAST'] });
    expect((await bring('partners', [corrected])).rows).toMatchObject([{ status: 'unchanged' }]);
    expect(await events(id)).toEqual(['PartnerImported', 'PartnerProfileUpdated']);
  });

  it('are not brought beside a partner of the same name, nor before they are active', async () => {
    await bring('partners', [company('D')]);
    const { rows } = await bring('partners', [
      company('D2', { legalName: 'COMPANY D' }),
      company('D3', { activeSince: '2999-01-01' }),
      company('D4'),
      company('D5', { legalName: 'Company D4 Inc.' }),
    ]);
    expect(rows.map(({ status, errors }) => errors?.[0]?.code ?? status)).toEqual([
      'PARTNER_KNOWN',
      'ACTIVE_IN_THE_FUTURE',
      'created',
      'PARTNER_KNOWN',
    ]);
  });

  it('are brought once by eight who bring them at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => bring('partners', [company('E')])));
    const statuses = all.map(({ rows }) => rows[0]!.status).sort();
    expect(statuses).toEqual(['created', ...Array<string>(7).fill('unchanged')]);
  });

  it('are for an administrator or a system of the vendor to bring', async () => {
    const limited = { ...vendorUser('cm', 'channel_manager'), territories: ['EAST'] };
    for (const actor of [finance, limited, partnerUser('0190f3a0-0000-7000-8000-0000000000a1')])
      for (const path of ['partners', 'partner-users'])
        expect([path, (await bring(path, [company('F')], actor)).status]).toEqual([path, 403]);
    const { rows } = await bring('partners', [company('F')], { ...limited, scopes: ['partners:write'] });
    expect(rows).toMatchObject([{ status: 'refused', errors: [{ code: 'TERRITORY_NOT_YOURS' }] }]);
  });
});

describe('the people of partners of another system', () => {
  it('are invited, or active where it is known who they are', async () => {
    const [{ id: partnerId }] = (await bring('partners', [company('P')])).rows as [Told];
    const { rows } = await bring('partner-users', [
      person('P', 'jo@p.example'),
      person('P', 'JO@p.example'),
      person('P', 'al@p.example', { subject: 'al', roles: ['partner_admin'] }),
    ]);
    expect(rows.map(({ status }) => status)).toEqual(['created', 'unchanged', 'created']);
    const users = await service.call(`GET /v1/partner-users?partnerId=${partnerId}&sort=createdAt`, { as: admin });
    expect(users.body.items).toMatchObject([
      { email: 'jo@p.example', status: 'invited', roles: ['sales'] },
      { email: 'al@p.example', status: 'active', roles: ['partner_admin'] },
    ]);
  });

  it('keep the rights that were given here, and get none back that were taken here', async () => {
    await bring('partners', [company('Q')]);
    const [{ id }] = (await bring('partner-users', [person('Q', 'jo@q.example')])).rows as [Told];
    await service.call(`POST /v1/partner-users/${id}/change-roles`, { as: admin, body: { roles: ['marketing'] } });
    expect((await bring('partner-users', [person('Q', 'jo@q.example')])).rows).toMatchObject([{ status: 'unchanged' }]);
    await service.call(`POST /v1/partner-users/${id}/deactivate`, { as: admin, body: { reason: 'Has left' } });
    const { rows } = await bring('partner-users', [person('Q', 'jo@q.example')]);
    expect(rows).toMatchObject([{ status: 'refused', errors: [{ code: 'USER_DEACTIVATED' }] }]);
  });

  it('are refused where their partner is not known or terminated', async () => {
    const [{ id }] = (await bring('partners', [company('R')])).rows as [Told];
    await service.call(`POST /v1/partners/${id}/terminate`, { as: admin, body: { reason: 'Contract ended' } });
    const { rows } = await bring('partner-users', [person('R', 'jo@r.example'), person('nobody', 'jo@r.example')]);
    expect(rows.map(({ errors }) => errors?.[0]?.code)).toEqual(['PARTNER_TERMINATED', 'NOT_YET_KNOWN']);
  });
});
