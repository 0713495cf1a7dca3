import type { Tributary } from '../src/boot/start-tributary.js';
import type { Caller } from './support/caller.js';
import { eventually } from './support/eventually.js';
import { deal, Market, type Page, type Partner } from './support/market.js';
import { startForTest } from './support/start.js';

interface Lead {
  readonly id: string;
  readonly status: string;
  readonly opportunityId: string | null;
}
interface Shown {
  readonly isProvisional: boolean;
  readonly score: { isComplete: boolean; open: string[]; level: number | null; overall: { score: string | null } };
}

/** What README tells after the reward: leads, certifications, scorecards, the vendor's own maturity. Each step rests on the one before. */
describe('from lead to maturity', () => {
  let tributary: Tributary;
  let admin: Caller;
  let market: Market;
  let partner: Partner;
  let rival: Partner;

  beforeAll(async () => {
    tributary = await startForTest({ seed: 'none' });
    market = await Market.open(tributary.url);
    ({ admin } = market);
    partner = await market.recruit({ legalName: 'Northwind Networks GmbH', domain: 'northwind.example' });
    rival = await market.recruit({ legalName: 'Contoso Systems Inc.', domain: 'contoso.example' });
  }, 120_000);

  afterAll(() => tributary.close());

  it('a lead is captured, qualified and offered by a rule, accepted by the partner alone, and becomes an opportunity', async () => {
    const rule = { name: 'Named accounts', place: 10, domains: ['brightfield.example'], pinnedPartnerId: partner.id };
    await eventually(
      async () => (await admin.call('POST', '/v1/lead-routing-rules', { body: rule })).status === 201,
      'presales knows the partner',
    );
    const at = new Date().toISOString();
    const captured = await admin.must<Lead>('POST', '/v1/leads', {
      ...{ company: { name: 'Brightfield Clinics', domain: 'brightfield.example', country: 'US', employees: 1200 } },
      ...{ segment: 'enterprise', families: ['GTX'] },
      contact: { name: 'Rosa Ortiz', email: 'rosa.ortiz@brightfield.example' },
      consent: { basis: 'consent', source: 'Form', at },
      touches: [{ kind: 'price_request', at }],
    });
    const path = `/v1/leads/${captured.id}`;
    expect((await partner.seller.call('GET', path)).status).toBe(404);
    const offered = await admin.must('POST', `${path}/qualify`, {});
    expect(offered).toMatchObject({ status: 'offered', partnerId: partner.id });
    const step = { nextStep: 'First call', expectedValue: { amount: '24000.00', currency: 'USD' } };
    expect((await rival.seller.call('POST', `${path}/accept`, { body: step })).status).toBe(404);
    await partner.seller.must('POST', `${path}/accept`, step);
    await partner.seller.must('POST', `${path}/start-work`, {});
    await partner.seller.must('POST', `${path}/convert`, { name: 'Brightfield Clinics: campus network' });
    const opportunity = await eventually(async () => {
      const { items } = await partner.seller.must<Page<object>>('GET', '/v1/opportunities');
      return items[0];
    }, 'sales has the opportunity');
    expect(opportunity).toMatchObject({ name: 'Brightfield Clinics: campus network', partnerId: partner.id });
  });

  it('a family that asks for a certification is sold only once somebody has earned it', async () => {
    await admin.must('POST', '/v1/certification-definitions', {
      ...{ code: 'GTX-SALES', name: 'GTX sales specialist', kind: 'sales', families: ['GTX'] },
      ...{ validMonths: 6, minimumScore: 70, evidence: ['exam'], renewalWindowDays: 60 },
    });
    const { items } = await admin.must<Page<{ id: string; code: string }>>('GET', '/v1/product-families');
    const { id } = items.find(({ code }) => code === 'GTX')!;
    await admin.must('PATCH', `/v1/product-families/${id}`, { requiredCertification: 'GTX-SALES' });
    await eventually(async () => {
      const refused = await partner.seller.call('POST', '/v1/deal-registrations', { body: deal({ draft: false }) });
      return refused.body['code'] === 'CERTIFICATION_MISSING';
    }, 'sales asks for the certification');

    const person = { partnerId: partner.id, email: 'key.account@northwind.example', name: 'Key account sales' };
    const userId = (await admin.must<{ id: string }>('POST', '/v1/partner-users', { ...person, roles: ['sales'] })).id;
    const missing = await partner.office.call('GET', '/v1/certifications/missing?definition=GTX-SALES');
    expect([missing.status, missing.text]).toEqual([200, expect.stringContaining('GTX-SALES')]);
    const earn = (score: number) =>
      admin.call('POST', '/v1/certifications', {
        body: { userId, definition: 'GTX-SALES', evidence: { kind: 'exam', score, reference: 'EX-1' } },
      });
    expect((await earn(60)).status).toBe(422);
    expect((await earn(82)).status).toBe(201);
    await eventually(
      async () => (await partner.seller.call('POST', '/v1/deal-registrations', { body: deal() })).status === 201,
      'sales knows the certification',
    );
  });

  it('the scorecard counts the deal and the certification, and names the record behind', async () => {
    const registered = (await partner.seller.must<Page<{ id: string }>>('GET', '/v1/deal-registrations')).items;
    const month = await eventually(async () => {
      const { items } = await partner.office.must<Page<{ id: string; deals: Counted; activeCertifications: number }>>(
        'GET',
        '/v1/scorecards?period=month',
      );
      return items.find(
        ({ deals, activeCertifications }) => deals.registered.count === registered.length && activeCertifications === 1,
      );
    }, 'the scorecard has counted both');
    const records = await partner.office.must<Page<{ recordId: string }>>(
      'GET',
      `/v1/scorecards/${month.id}/records?figure=registered`,
    );
    expect(records.items.map(({ recordId }) => recordId).sort()).toEqual(registered.map(({ id }) => id).sort());
  });

  it('the vendor assesses its program, and a final assessment keeps its score', async () => {
    const { id } = await admin.must<{ id: string }>('POST', '/v1/maturity-assessments', {
      name: 'Where we stand',
      organization: { industry: 'network_equipment', size: '250-999', region: 'EMEA', isOwn: true, name: 'Tributary' },
      form: 'core',
      targetLevel: 3,
    });
    const path = `/v1/maturity-assessments/${id}`;
    await admin.must('POST', `${path}/start`, {});
    const { score } = await admin.must<Shown>('GET', `${path}/score`);
    expect(score.open.length).toBeGreaterThan(20);
    expect((await admin.call('POST', `${path}/finalize`, { body: {} })).status).toBe(409);
    await admin.must('POST', `${path}/answer`, { answers: score.open.map((question) => ({ question, level: 2 })) });
    await admin.must('POST', `${path}/submit`, {});
    expect((await admin.call('POST', `${path}/review`, { body: {} })).body['code']).toBe('SOLE_RESPONDENT');
    const manager = await market.as('channel-manager');
    for (const verb of ['review', 'finalize']) await manager.must('POST', `${path}/${verb}`, {});
    const final = await admin.must<Shown>('GET', `${path}/score`);
    expect(final).toMatchObject({ status: 'final', isProvisional: false, score: { isComplete: true, level: 2 } });
    const late = await admin.call('POST', `${path}/answer`, { body: { answers: [{ question: 'JM1', level: 4 }] } });
    expect(late.status).toBe(409);
    expect(await admin.must('GET', `${path}/score`)).toEqual(final);
    expect((await partner.office.call('GET', path)).status).toBe(404);
  });
});

interface Counted {
  readonly registered: { readonly count: number };
}
