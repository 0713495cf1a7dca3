import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tributary } from '../src/boot/start-tributary.js';
import { Caller } from './support/caller.js';
import { eventually } from './support/eventually.js';
import { untilEligible } from './support/market.js';
import { startForTest } from './support/start.js';

interface Page<Item> {
  readonly items: Item[];
}
interface Plan {
  readonly id: string;
  readonly status: string;
  readonly tasks: { key: string; owner: string; isMandatory: boolean; agreementKind: string | null }[];
}

const file = (name: string): string => readFileSync(join(__dirname, '../data/demo', name), 'utf8');
const deal = (more: object = {}) => ({
  customer: { name: 'Isdom', country: 'US', domain: 'isdom.com' },
  lines: [{ sku: 'GTX-PRO', quantity: '4', value: { amount: '19284.00', currency: 'USD' } }],
  expectedCloseOn: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10),
  ...more,
});

/** The main job, as a vendor and its partners live it. Each step rests on the one before. */
describe('from application to reward', () => {
  let tributary: Tributary;
  let nobody: Caller;
  let admin: Caller;
  let manager: Caller;
  let desk: Caller;

  beforeAll(async () => {
    tributary = await startForTest({ seed: 'none' });
    nobody = new Caller(tributary.url, null);
    admin = await Caller.as(tributary.url, 'vendor-admin');
    manager = admin;
    desk = await Caller.as(tributary.url, 'deal-desk');
    await fillCatalog();
    await openRewards();
  }, 120_000);

  afterAll(() => tributary.close());

  let resellerId: string;
  let resellerAdmin: Caller;
  let seller: Caller;
  let dealId: string;

  it('an applicant gets no access before it is approved', async () => {
    const applied = await apply('Northwind Networks GmbH', 'northwind.example');
    expect(applied.status).toBe('submitted');
    const status = await nobody.must('GET', applied.statusLink);
    expect(status).not.toHaveProperty('partnerId');
    expect((await nobody.call('GET', `/v1/partner-applications/${applied.id}`)).status).toBe(401);
    const early = await manager.call('POST', `/v1/partner-applications/${applied.id}/approve`, { body: {} });
    expect(early.status).toBeGreaterThanOrEqual(409);
    resellerId = await approve(applied.id);
    resellerAdmin = await Caller.as(tributary.url, 'reseller-admin', resellerId);
    seller = await Caller.as(tributary.url, 'reseller-sales', resellerId);
  });

  it('an applicant from the domain of a partner is held as a possible duplicate', async () => {
    const twin = await apply('Northwind Services GmbH', 'northwind.example');
    const seen = await manager.must<{ isHeldAsDuplicate: boolean; partnerId: string | null }>(
      'GET',
      `/v1/partner-applications/${twin.id}`,
    );
    expect(seen).toMatchObject({ isHeldAsDuplicate: true, partnerId: null });
  });

  it('a partner in onboarding may not register deals, and is told what is missing', async () => {
    const answer = await eventually(async () => {
      const tried = await seller.call<{ code: string }>('POST', '/v1/deal-registrations', { body: deal() });
      return tried.body.code === 'NOT_YET_KNOWN' ? null : tried;
    }, 'sales knows the partner');
    expect(answer.status).toBe(403);
  });

  it('the tasks done and the agreements signed, the partner is active', async () => {
    const plan = await planOf(resellerId);
    for (const task of plan.tasks.filter(({ agreementKind, isMandatory }) => isMandatory && agreementKind === null)) {
      const waits = await resellerAdmin.call('POST', `/v1/onboarding-plans/${plan.id}/complete-task`, {
        body: { task: task.key },
      });
      if (waits.status === 422) expect(waits.body).toMatchObject({ code: 'TASK_WAITS' });
    }
    const agreements = await resellerAdmin.must<Page<{ id: string; kind: string }>>('GET', '/v1/agreements');
    const terms = agreements.items.find(({ kind }) => kind === 'deal_registration_terms')!;
    for (const { id } of agreements.items.filter(({ kind }) => kind !== terms.kind))
      await resellerAdmin.must('POST', `/v1/agreements/${id}/sign`, { name: 'Managing director' });
    for (const task of (await planOf(resellerId)).tasks.filter(
      (one) => one.isMandatory && one.agreementKind === null,
    )) {
      const doer = task.owner === 'vendor' ? manager : resellerAdmin;
      await doer.call('POST', `/v1/onboarding-plans/${plan.id}/complete-task`, { body: { task: task.key } });
    }
    expect(await statusOf(resellerId)).toBe('onboarding');
    await resellerAdmin.must('POST', `/v1/agreements/${terms.id}/sign`, { name: 'Managing director' });
    await eventually(async () => (await statusOf(resellerId)) === 'active', 'the partner is active');
  });

  it('a check stores nothing and says what to expect', async () => {
    await untilEligible(admin, resellerId, deal());
    const check = await seller.must('POST', '/v1/deal-registrations/check', deal());
    expect(check).toMatchObject({ eligible: true, failing: [], conflict: 'clear' });
    expect((await seller.must<Page<unknown>>('GET', '/v1/deal-registrations')).items).toEqual([]);
  });

  it('a draft is submitted; without a ceiling of its tier it waits for a person', async () => {
    const draft = await seller.must<{ id: string; status: string }>(
      'POST',
      '/v1/deal-registrations',
      deal({ draft: true }),
    );
    expect(draft.status).toBe('draft');
    dealId = draft.id;
    const submitted = await seller.must<{ status: string }>('POST', `/v1/deal-registrations/${dealId}/submit`, {});
    expect(submitted.status).toBe('in_review');
    expect((await seller.call('POST', `/v1/deal-registrations/${dealId}/approve`, { body: {} })).status).toBe(403);
  });

  it('returned and submitted again, approved, it has an opportunity', async () => {
    await manager.must('POST', `/v1/deal-registrations/${dealId}/return`, { reason: 'Please name the project' });
    await seller.must('PATCH', `/v1/deal-registrations/${dealId}`, { project: 'Campus' });
    await seller.must('POST', `/v1/deal-registrations/${dealId}/submit`, {});
    const approved = await manager.must<{ status: string; opportunityId: string; protection: { until: string } }>(
      'POST',
      `/v1/deal-registrations/${dealId}/approve`,
      {},
    );
    expect(approved.status).toBe('approved');
    expect(Date.parse(approved.protection.until) - Date.now()).toBeGreaterThan(89 * 86_400_000);
    const opportunity = await seller.must('GET', `/v1/opportunities/${approved.opportunityId}`);
    expect(opportunity).toMatchObject({ partnerId: resellerId, source: 'deal_registration' });
  });

  it('a rival with the same customer is held, and neither side learns of the other', async () => {
    const rivalId = await recruitRival();
    const rival = await Caller.as(tributary.url, 'rival-sales', rivalId);
    const held = await eventually(async () => {
      const answer = await rival.call<{ id: string; status: string }>('POST', '/v1/deal-registrations', {
        body: deal({
          customer: { name: 'ISDOM Inc.', country: 'US' },
          contact: { name: 'Buyer', email: 'buyer@isdom.com' },
          project: 'Campus',
        }),
      });
      return answer.status === 201 ? answer : null;
    }, 'sales knows that the rival is active');
    expect(held.body.status).toBe('conflict_hold');
    for (const secret of [resellerId, dealId, 'Northwind']) expect(held.text).not.toContain(secret);
    const seen = await manager.call('GET', `/v1/deal-registrations/${held.body.id}`);
    expect(seen.text).toContain(dealId);
    expect((await rival.call('GET', `/v1/deal-registrations/${dealId}`)).status).toBe(404);
    await manager.must('POST', `/v1/deal-registrations/${held.body.id}/reject`, {
      reason: 'Another partner was first',
    });
  });

  it('the opportunity moves through its pipeline and is won; the deal is claimed, then confirmed', async () => {
    const { opportunityId } = await seller.must<{ opportunityId: string }>('GET', `/v1/deal-registrations/${dealId}`);
    await seller.must('POST', `/v1/opportunities/${opportunityId}/advance`, { stage: 'qualification' });
    await seller.must('POST', `/v1/opportunities/${opportunityId}/win`, {});
    expect(await seller.must('GET', `/v1/deal-registrations/${dealId}`)).toMatchObject({ status: 'claimed_won' });
    expect((await seller.call('POST', `/v1/deal-registrations/${dealId}/confirm-win`, { body: {} })).status).toBe(403);
    const won = await desk.must('POST', `/v1/deal-registrations/${dealId}/confirm-win`, {});
    expect(won).toMatchObject({ status: 'won' });
  });

  it('the win earns points once, and the partner reads its statement', async () => {
    const { items } = await resellerAdmin.must<Page<{ id: string }>>('GET', '/v1/reward-accounts');
    const statement = await eventually(async () => {
      const answer = await resellerAdmin.call<{ balance: unknown; items: object[] }>(
        'GET',
        `/v1/reward-accounts/${items[0]!.id}/statement`,
      );
      return answer.text.includes(dealId) ? answer.body : null;
    }, 'points are earned');
    expect(statement).toMatchObject({ balance: { pending: 1928, available: 0 } });
    expect(statement.items).toHaveLength(1);
  });

  it('every step is in the history', async () => {
    const { items } = await manager.must<Page<{ type: string }>>(
      'GET',
      `/v1/deal-registrations/${dealId}/history?limit=50`,
    );
    expect(items.map(({ type }) => type).reverse()).toEqual([
      'DealDrafted',
      'DealRegistered',
      'DealReturned',
      'DealRevised',
      'DealRegistered',
      'DealApproved',
      'DealWinClaimed',
      'DealWon',
    ]);
  });

  async function fillCatalog(): Promise<void> {
    const csv = { 'content-type': 'text/csv' };
    await admin.must('POST', '/v1/products/import', file('products.csv'), csv);
    const accounts = await admin.call('POST', '/v1/accounts/import', { body: file('accounts.csv'), headers: csv });
    expect(accounts.text).toContain('technolgy');
  }

  async function openRewards(): Promise<void> {
    const program = await admin.must<{ id: string }>('POST', '/v1/reward-programs', {
      name: 'Deal points',
      currency: 'USD',
      startsOn: new Date().toISOString().slice(0, 10),
      rate: { points: 1, per: '10' },
    });
    await admin.must('POST', `/v1/reward-programs/${program.id}/open`, {});
  }

  function apply(legalName: string, domain: string) {
    return nobody.must<{ id: string; status: string; statusLink: string }>('POST', '/v1/partner-applications', {
      legalName,
      country: 'DE',
      partnerType: 'value_added_reseller',
      website: `https://${domain}`,
      contact: { name: 'Partner office', email: `office@${domain}` },
      consent: true,
    });
  }

  async function approve(applicationId: string): Promise<string> {
    await manager.must('POST', `/v1/partner-applications/${applicationId}/start-review`, {});
    const model = await manager.must<{ parameters: { criteria: { id: string }[] }[] }>(
      'GET',
      '/v1/partner-evaluations/model',
    );
    const scores = model.parameters.flatMap(({ criteria }) =>
      criteria.map(({ id }) => ({ criterionId: id, score: 4 })),
    );
    const evaluation = await manager.must<{ id: string }>('POST', '/v1/partner-evaluations', { applicationId, scores });
    const alone = await manager.call('POST', `/v1/partner-evaluations/${evaluation.id}/complete`, { body: {} });
    expect(alone.body).toMatchObject({ code: 'SECOND_EVALUATOR_REQUIRED' });
    await desk.must('POST', `/v1/partner-evaluations/${evaluation.id}/score`, { scores });
    await manager.must('POST', `/v1/partner-evaluations/${evaluation.id}/complete`, {});
    const approved = await manager.must<{ partnerId: string }>(
      'POST',
      `/v1/partner-applications/${applicationId}/approve`,
      {},
    );
    return approved.partnerId;
  }

  async function recruitRival(): Promise<string> {
    const { id } = await apply('Seeufer Datentechnik AG', 'seeufer.example');
    const partnerId = await approve(id);
    const office = await Caller.as(tributary.url, 'reseller-admin', partnerId);
    const { items } = await office.must<Page<{ id: string }>>('GET', '/v1/agreements');
    for (const agreement of items) await office.must('POST', `/v1/agreements/${agreement.id}/sign`, { name: 'Board' });
    const plan = await planOf(partnerId);
    for (const task of plan.tasks.filter(({ agreementKind }) => agreementKind === null)) {
      const doer = task.owner === 'vendor' ? manager : office;
      await doer.must('POST', `/v1/onboarding-plans/${plan.id}/complete-task`, { task: task.key });
    }
    return partnerId;
  }

  async function planOf(partnerId: string): Promise<Plan> {
    const { items } = await manager.must<Page<Plan>>('GET', `/v1/onboarding-plans?partnerId=${partnerId}`);
    return items[0]!;
  }

  async function statusOf(partnerId: string): Promise<string> {
    return (await manager.must<{ status: string }>('GET', `/v1/partners/${partnerId}`)).status;
  }
});
