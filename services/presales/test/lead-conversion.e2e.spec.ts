import { ManualClock } from '@tributary/kernel';
import { testService, type Answer, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { acceptance, admin, knowPartner, knowTerritories, lead, leadsOf, northwind, reseller } from './leads.js';

const clock = new ManualClock(new Date('2026-03-02T09:30:00.000Z'));
let service: TestService;
let leads: ReturnType<typeof leadsOf>;

beforeAll(async () => {
  service = await testService(definition, { clock });
  leads = leadsOf(service);
  await knowTerritories(service);
  await knowPartner(service, northwind);
  await leads.rule({ place: 10, mostOpenLeads: 1000 });
});
afterAll(() => service.close());

const accountOf = async (domain: string): Promise<Answer['body']> => {
  const body = { legalName: domain, segment: 'enterprise', country: 'US', domains: [domain] };
  return (await service.call('POST /v1/accounts', { as: admin, body })).body;
};
const accepted = async (domain: string): Promise<string> => {
  const { id } = await leads.qualified({ company: { ...(lead()['company'] as object), domain } });
  expect((await leads.verb(reseller, id, 'accept', acceptance)).status).toBe(200);
  return id;
};
const relationsOf = async (accountId: string) =>
  service.adminQuery(
    'SELECT valid_from::text, valid_until::text FROM account_relation WHERE account_id = $1 ORDER BY valid_from',
    [accountId],
  );

it('a lead is converted although the partner’s relation to the account has been agreed for later: until then it has one now', async () => {
  const account = await accountOf('later.com');
  const relation = { partnerId: northwind, kind: 'sold_by', validFrom: '2026-09-01' };
  const path = `POST /v1/accounts/${account.id}/partner-relations`;
  expect((await service.call(path, { as: admin, body: relation })).status).toBe(201);
  const converted = await leads.verb(reseller, await accepted('later.com'), 'convert');
  expect([converted.status, converted.body.accountId]).toEqual([200, account.id]);
  expect(await relationsOf(account.id)).toEqual([
    { valid_from: '2026-03-02', valid_until: '2026-08-31' },
    { valid_from: '2026-09-01', valid_until: null },
  ]);
});

it('six leads that are converted to one named account at the same time relate it once', async () => {
  const account = await accountOf('named.com');
  const ids = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => accepted(`other${n}.com`)));
  const converted = await Promise.all(ids.map((id) => leads.verb(admin, id, 'convert', { accountId: account.id })));
  expect(converted.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(await relationsOf(account.id)).toHaveLength(1);
});
