import { leadAcceptedV1, type LeadV1 } from '@tributary/contracts';
import { ManualClock } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import type { BroughtDeal } from '../deal-details/deal-details.service.js';
import { brought, commandsOf, type Commands } from '../../test/commands.js';
import {
  contoso,
  desk,
  distributor,
  knowPartner,
  knowProducts,
  manager,
  northwind,
  reseller,
  rival,
} from '../../test/sales.js';
import { definition, LeadService } from '../index.js';

const clock = new ManualClock(new Date('2026-03-02T12:00:00.000Z'));
let service: TestService;
let commands: Commands;
let leads: LeadService;
let count = 0;

beforeAll(async () => {
  service = await testService(definition, { clock, poolSize: 20 });
  commands = commandsOf(service);
  leads = service.running.app.get(LeadService, { strict: false });
  await knowProducts(service);
  await knowPartner(service, distributor, { type: 'distributor' });
  for (const id of [northwind, contoso]) await knowPartner(service, id);
});
afterAll(() => service.close());

/** A deal of Northwind's and its lead in the same customer. */
function business(amount = '20000.00', change: Partial<LeadV1> = {}) {
  count += 1;
  const body = brought(amount);
  const { name, country, domain } = body.deal.customer;
  const id = `0190f3a0-0000-7000-8000-0000000003${String(count).padStart(2, '0')}`;
  const company = { name, country, domain, registrationNumber: null };
  const sample = leadAcceptedV1.sample.lead;
  const lead: LeadV1 = {
    ...{ ...sample, id, company, partnerId: northwind, families: ['GTX'], status: 'converted' },
    ...change,
  };
  return { body, lead };
}
const convert = async (lead: LeadV1): Promise<void> => {
  await leads.keep(lead, '6');
  await leads.convert(lead, { name: 'Lead', lines: [], ownedBy: 'reseller-sales', value: null, closeOn: null });
};
const opportunitiesOf = ({ deal }: BroughtDeal) =>
  service.adminQuery<{ id: string; lead_id: string | null; deal_registration_id: string | null }>(
    'SELECT id, lead_id, deal_registration_id FROM opportunity WHERE customer_domain = $1',
    [deal.customer.domain],
  );
const history = async (id: string) =>
  (
    await service.adminQuery<{ type: string }>('SELECT type FROM history WHERE entity_id = $1 ORDER BY version', [id])
  ).map(({ type }) => type);

describe('a lead that was converted before its partner registers the customer', () => {
  it('goes on as the opportunity of a registration that is approved at once', async () => {
    const { body, lead } = business();
    await convert(lead);
    const deal = await commands.submissions.register(
      { ...body, deal: { ...body.deal, distributorId: distributor } },
      reseller,
    );
    expect(deal).toMatchObject({ status: 'approved', opportunityId: lead.id });
    expect(await opportunitiesOf(body)).toEqual([{ id: lead.id, lead_id: lead.id, deal_registration_id: deal.id }]);
    expect(await history(lead.id)).toEqual(['OpportunityCreated', 'OpportunityLinked']);
    const { body: shown } = await service.call(`GET /v1/opportunities/${lead.id}`, { as: manager });
    expect(shown).toMatchObject({
      source: 'converted_lead',
      leadId: lead.id,
      dealRegistrationId: deal.id,
      distributorId: distributor,
      lines: [{ sku: 'GTX-PRO', quantity: '4' }],
      value: { amount: '20000.00', currency: 'USD' },
      expectedCloseOn: body.deal.expectedCloseOn,
      parties: [
        { partnerId: northwind, role: 'resells', split: '100' },
        { partnerId: distributor, role: 'distributes', split: null },
      ],
    });
  });

  it('goes on however the registration is approved', async () => {
    const approvals: ((id: string) => Promise<unknown>)[] = [
      (id) => commands.decisions.approve(id, null, manager),
      (id) => commands.awards.coProtect(id, 'Both have a part', manager),
      (id) => commands.awards.award(id, 'It came first', desk),
    ];
    for (const [held, approve] of approvals.entries()) {
      const { body, lead } = business('60000.00');
      if (held > 0) await commands.submissions.register(body, rival);
      await convert(lead);
      const { id, status } = await commands.submissions.register(body, reseller);
      expect(status).toBe(held > 0 ? 'conflict_hold' : 'in_review');
      await approve(id);
      expect(await opportunitiesOf(body)).toEqual([{ id: lead.id, lead_id: lead.id, deal_registration_id: id }]);
    }
  });

  it('is told by the account, whatever the company is called', async () => {
    const accountId = '0190f3a0-0000-7000-8000-00000000ac01';
    await service.adminQuery(
      `INSERT INTO account_replica(id, sequence, legal_name, country, segment, domain, registration) VALUES ($1, 1, 'X', 'US', 'enterprise', NULL, NULL)`,
      [accountId],
    );
    const { lead } = business('20000.00', { accountId });
    const { body } = business();
    await convert(lead);
    const customer = { ...body.deal.customer, accountId };
    const deal = await commands.submissions.register({ ...body, deal: { ...body.deal, customer } }, reseller);
    expect(deal.opportunityId).toBe(lead.id);
  });

  it.each<[string, Partial<LeadV1>, boolean]>([
    ['of another partner', { partnerId: contoso, status: 'disqualified' }, false],
    ['about another family', { families: ['MG'] }, false],
    ['that names no family', { families: [] }, true],
  ])('%s: is it this business?', async (_, change, isThis) => {
    const { body, lead } = business('20000.00', change);
    await convert(lead);
    const { opportunityId } = await commands.submissions.register(body, reseller);
    expect(opportunityId === lead.id).toBe(isThis);
  });

  it('and whose opportunity is closed is another business', async () => {
    const { body, lead } = business();
    await convert(lead);
    await commands.opportunityClosing.lose(lead.id, 'Price', reseller);
    const { opportunityId } = await commands.submissions.register(body, reseller);
    expect(opportunityId).not.toBe(lead.id);
    expect(await opportunitiesOf(body)).toHaveLength(2);
  });
});

describe('a lead that is converted after its partner’s registration was approved', () => {
  it('stands behind the opportunity of the registration, once', async () => {
    const { body, lead } = business();
    const { id, opportunityId } = await commands.submissions.register(body, reseller);
    await convert(lead);
    await convert(lead);
    expect(await opportunitiesOf(body)).toEqual([{ id: opportunityId, lead_id: lead.id, deal_registration_id: id }]);
    expect(await history(opportunityId!)).toEqual(['OpportunityCreated', 'OpportunityLeadLinked']);
    const { body: list } = await service.call(`GET /v1/opportunities?leadId=${lead.id}`, { as: reseller });
    expect(list.items).toMatchObject([{ id: opportunityId, leadId: lead.id }]);
  });

  it('opens an opportunity of its own where another lead is behind that one, and where the deal is a rival’s', async () => {
    const { body, lead } = business();
    await commands.submissions.register(body, reseller);
    await convert(lead);
    const { lead: second } = business('20000.00', { company: lead.company });
    await convert(second);
    expect((await opportunitiesOf(body)).map(({ lead_id }) => lead_id).sort()).toEqual([lead.id, second.id]);
    const { body: other, lead: ours } = business();
    await commands.submissions.register(other, rival);
    await convert(ours);
    expect(await opportunitiesOf(other)).toHaveLength(2);
  });
});

/** One registration and four tellings of one conversion, submitted and told eight times at once: how many opportunities that makes. */
async function race(): Promise<number> {
  const { body, lead } = business();
  const told = () => convert(lead);
  const submitted = () => commands.submissions.register(body, reseller);
  await Promise.allSettled([submitted, told, submitted, told, submitted, told, submitted, told].map((each) => each()));
  await told(); // what failed because of another telling at the same instant is told again
  return (await opportunitiesOf(body)).length;
}

it('of a registration and a conversion in the same instant there is one opportunity', async () => {
  for (let round = 0; round < 8; round += 1) expect(await race()).toBe(1);
}, 60_000);

it('without the locks of the database there would be two: the test above would notice', async () => {
  const [guard] = await service.adminQuery<{ source: string }>(
    `SELECT pg_get_functiondef('lock_own_claims'::regproc) AS source`,
  );
  await service.adminQuery(
    'CREATE OR REPLACE FUNCTION lock_own_claims(c customer_claim) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$',
  );
  try {
    const made = [];
    for (let round = 0; round < 12; round += 1) made.push(await race());
    expect(Math.max(...made)).toBeGreaterThan(1);
  } finally {
    await service.adminQuery(guard!.source);
  }
}, 60_000);
