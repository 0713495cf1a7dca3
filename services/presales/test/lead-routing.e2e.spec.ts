import { ManualClock } from '@tributary/kernel';
import {
  overprivilegedRoles,
  testDatabase,
  testService,
  unprotectedTables,
  vendor,
  type TestService,
} from '@tributary/testing';
import pg from 'pg';
import { definition } from '../src/index.js';
import {
  acceptance,
  admin,
  contoso,
  fabrikam,
  knowPartner,
  knowTerritories,
  lead,
  leadsOf,
  northwind,
  reseller,
  rival,
} from './leads.js';

describe('the routing of leads', () => {
  const clock = new ManualClock(new Date('2026-03-02T10:00:00.000Z'));
  let service: TestService;
  let leads: ReturnType<typeof leadsOf>;
  let rule: { id: string; version: number };

  beforeAll(async () => {
    service = await testService(definition, { clock });
    leads = leadsOf(service);
    await knowTerritories(service);
    await knowPartner(service, northwind);
    await knowPartner(service, contoso, { tier: 'silver' });
    await knowPartner(service, fabrikam, { territories: ['DACH'] });
    rule = await leads.rule({ place: 10, tiers: ['gold', 'platinum'], territories: ['NA'] });
  });
  afterAll(() => service.close());

  it('answers rule, candidates with reasons, weights and contributions', async () => {
    const { id, status } = await leads.qualified();
    expect(status).toBe('offered');
    const { earlier, ...latest } = await leads.routing(id);
    expect(earlier).toEqual([]);
    expect(latest).toMatchObject({ strategy: 'best_match', hop: 1, chosen: [northwind], deskReason: null });
    expect(latest.rule).toMatchObject({ id: rule.id, version: 1, weights: { acceptance: 35, capacity: 20 } });
    expect(latest.candidates).toMatchObject([
      {
        partnerId: northwind,
        eligible: true,
        reasons: [],
        standing: { contributions: [{ factor: 'acceptance', weight: 35 }, {}, {}, {}] },
      },
      { partnerId: contoso, eligible: false, reasons: ['TIER_NOT_NAMED'], standing: null },
      { partnerId: fabrikam, eligible: false, reasons: ['OUTSIDE_TERRITORY'] },
    ]);
  });

  it('asks for the certification that a product family needs, while it counts', async () => {
    const family = { code: 'SEC', name: 'Security', requiredCertification: 'SEC-SALES' };
    await service.call('POST /v1/product-families', { as: admin, body: family });
    const uncertified = await leads.qualified({ families: ['SEC'] });
    expect(uncertified).toMatchObject({ status: 'qualified', deskReason: 'no_partner' });
    const certified = (validUntil: string) =>
      service.adminQuery(
        `INSERT INTO certification_replica (id, sequence, partner_id, code, status, valid_until)
         VALUES ('0190f3a0-0000-7000-8000-0000000000c1', 1, $1, 'SEC-SALES', 'active', $2) ON CONFLICT (id) DO UPDATE SET valid_until = excluded.valid_until`,
        [northwind, validUntil],
      );
    await certified('2026-03-01');
    expect((await leads.verb(admin, uncertified.id, 'route')).body.deskReason).toBe('no_partner');
    await certified('2026-03-02');
    expect((await leads.verb(admin, uncertified.id, 'route')).body).toMatchObject({
      status: 'offered',
      partnerId: northwind,
    });
  });

  it('keeps a named account for its partner, and says so to who chooses another', async () => {
    const named = await leads.rule({ place: 99, domains: ['Globex.com'], pinnedPartnerId: contoso });
    const company = { name: 'Globex', domain: 'www.globex.com', country: 'US' };
    const { id, ...offered } = await leads.qualified({ company });
    expect(offered).toMatchObject({ partnerId: contoso, offers: [{ strategy: 'pinned' }] });
    await leads.verb(rival, id, 'decline', { code: 'no_capacity' });
    await leads.verb(admin, id, 'recall', { reason: 'x' });
    const refused = await leads.verb(admin, id, 'offer', { partnerId: northwind });
    expect([refused.status, refused.body.code]).toEqual([422, 'NAMED_ACCOUNT']);
    await service.call(`POST /v1/lead-routing-rules/${named.id}/retire`, { as: admin, body: {} });
  });

  it('follows rules that the vendor alone defines, changes and reads', async () => {
    const refused = await Promise.all([
      service.call('GET /v1/lead-routing-rules', { as: reseller }),
      service.call('POST /v1/lead-routing-rules', { as: vendor('finance'), body: { name: 'Mine', place: 1 } }),
      service.call('POST /v1/lead-routing-rules', { as: admin, body: { name: 'Same', place: 10 } }),
      service.call('POST /v1/lead-routing-rules', { as: admin, body: { name: 'No place' } }),
      service.call(`PATCH /v1/lead-routing-rules/${rule.id}`, { as: admin, body: { pinnedPartnerId: contoso } }),
    ]);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'ROLE_MISSING'],
      [403, 'ROLE_MISSING'],
      [409, 'PLACE_TAKEN'],
      [400, 'MALFORMED'],
      [422, 'NAMED_ACCOUNTS_MISSING'],
    ]);
    const changed = await service.call(`PATCH /v1/lead-routing-rules/${rule.id}`, {
      as: admin,
      body: { acceptHours: 4 },
    });
    expect([changed.body.version, changed.body.acceptHours]).toEqual([2, 4]);
    expect((await leads.qualified()).offerDueAt).toBe('2026-03-02T14:00:00.000Z');
    const history = await service.call(`GET /v1/lead-routing-rules/${rule.id}/history`, { as: admin });
    expect(history.body.items.map(({ type }: { type: string }) => type)).toEqual([
      'LeadRoutingRuleChanged',
      'LeadRoutingRuleDefined',
    ]);
    expect((await service.call('GET /v1/lead-routing-rules?active=true', { as: admin })).body.items).toHaveLength(1);
    expect((await service.call('GET /v1/lead-routing-rules/export?format=ndjson', { as: admin })).text).toContain(
      rule.id,
    );
  });

  it('scores by rules that have versions, the shipped one first, and never by stale ones', async () => {
    const read = async () => (await service.call('GET /v1/leads/scoring-rules', { as: admin })).body;
    const [shipped] = await read();
    expect(shipped).toMatchObject({ version: 1, hotFrom: 75, changedBy: null });
    const put = (version: number, rules = shipped.rules) =>
      service.call('PUT /v1/leads/scoring-rules', { as: admin, body: { version, hotFrom: 10, rules } });
    expect((await put(1)).body).toMatchObject({ version: 2, hotFrom: 10, changedBy: 'vendor-admin' });
    expect((await put(1)).body.code).toBe('SCORING_CHANGED');
    expect((await put(2, [{ id: 'x', group: 'fit', points: 1, when: {} }])).body).toMatchObject({
      code: 'SCORING_UNFIT',
      errors: [{ pointer: '/rules/0' }, {}],
    });
    const racers = await Promise.all(Array.from({ length: 8 }, () => put(2)));
    expect(racers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    expect((await read()).map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
    expect((await leads.capture(admin, lead())).body.hot).toBe(true);
    expect((await service.call('GET /v1/leads/scoring-rules', { as: reseller })).status).toBe(403);
  });

  it('and the leads belong in the database to nobody else', async () => {
    const db = await testDatabase(definition);
    expect([await unprotectedTables(db), await overprivilegedRoles(db)]).toEqual([[], []]);
    await db.close();
    const { id } = await leads.qualified();
    const client = new pg.Client({ connectionString: service.config.database.partner });
    await client.connect();
    const as = async (partnerId: string, sql: string): Promise<number> => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.partner_id', $1, true)`, [partnerId]);
      try {
        return (await client.query(sql)).rowCount ?? 0;
      } finally {
        await client.query('ROLLBACK');
      }
    };
    const own = `SELECT FROM lead WHERE id = '${id}'`;
    expect([await as(northwind, own), await as(contoso, own), await as('', own)]).toEqual([1, 0, 0]);
    expect(await as(contoso, `UPDATE lead SET partner_id = '${contoso}' WHERE id = '${id}'`)).toBe(0);
    expect(await as(contoso, 'SELECT FROM lead_reader')).toBe(0);
    for (const table of ['lead_offer', 'lead_routing', 'lead_routing_rule', 'certification_replica'])
      await expect(as(northwind, `SELECT FROM ${table}`)).rejects.toThrow(/permission denied/);
    await client.end();
  });

  it('links the account that is known by the domain, and does not show it to who brought the lead', async () => {
    const known = { legalName: 'Known Inc.', country: 'US', domains: ['known.example'] };
    const account = (await service.call('POST /v1/accounts', { as: admin, body: known })).body;
    const company = { name: 'Known', domain: 'known.example', country: 'US' };
    const brought = (await leads.capture(reseller, lead({ company }))).body;
    await leads.verb(admin, brought.id, 'qualify');
    await leads.verb(reseller, brought.id, 'accept', acceptance);
    const converted = await leads.verb(reseller, brought.id, 'convert');
    expect([converted.status, converted.body.accountId]).toEqual([200, account.id]);
    expect((await service.call(`GET /v1/accounts/${account.id}`, { as: reseller })).status).toBe(404);
    const { id } = await leads.qualified({ company: { ...company, domain: 'other.example' } });
    await leads.verb(reseller, id, 'accept', acceptance);
    expect((await leads.verb(reseller, id, 'convert', { accountId: account.id })).status).toBe(404);
    expect((await leads.verb(admin, id, 'convert', { accountId: account.id })).body.accountId).toBe(account.id);
    expect((await service.call(`GET /v1/accounts/${account.id}`, { as: reseller })).status).toBe(200);
    expect((await leads.verb(rival, id, 'convert')).status).toBe(404);
  });
});
