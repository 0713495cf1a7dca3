import { leadAcceptedV1, type LeadV1 } from '@tributary/contracts';
import { ManualClock } from '@tributary/kernel';
import { partner, testService, type TestService } from '@tributary/testing';
import pg from 'pg';
import { brought, commandsOf, type Commands } from '../../test/commands.js';
import { contoso, knowPartner, knowProducts, northwind } from '../../test/sales.js';
import { definition } from '../index.js';
import { LeadService } from './lead.service.js';

const clock = new ManualClock(new Date('2026-03-02T12:00:00.000Z'));
const rivals = Array.from({ length: 7 }, (_, n) => partner(`0190f3a0-0000-7000-8000-00000000007${n}`, 'sales'));
let service: TestService;
let commands: Commands;
let leads: LeadService;

beforeAll(async () => {
  service = await testService(definition, { clock, poolSize: 20 });
  commands = commandsOf(service);
  leads = service.running.app.get(LeadService, { strict: false });
  await knowProducts(service);
  for (const id of [northwind, contoso, ...rivals.map(({ partnerId }) => partnerId!)]) await knowPartner(service, id);
});
afterAll(() => service.close());

let rounds = 0;

/** A lead of one partner and registrations of its customer by seven others, all at once: for how many partners the customer is held then. */
async function race(): Promise<number> {
  rounds += 1;
  const body = brought();
  const { name, country, domain } = body.deal.customer;
  const id = `0190f3a0-0000-7000-8000-0000000002${String(rounds).padStart(2, '0')}`;
  const company = { name, country, domain, registrationNumber: null };
  const lead: LeadV1 = { ...leadAcceptedV1.sample.lead, id, company, partnerId: northwind, families: ['GTX'] };
  await Promise.all([...rivals.map((rival) => commands.submissions.register(body, rival)), leads.keep(lead, '4')]);
  const [row] = await service.adminQuery<{ count: number }>(
    'SELECT count(DISTINCT partner_id)::int AS count FROM deal_protection WHERE domain = $1 AND during @> $2::timestamptz',
    [domain, clock.now()],
  );
  return row?.count ?? 0;
}

it('of an accepted lead and seven registrations of its customer in the same instant one protects', async () => {
  for (let round = 0; round < 6; round += 1) expect(await race()).toBe(1);
}, 60_000);

it('without the guard of the database two would: the test above would notice', async () => {
  await service.adminQuery('ALTER TABLE deal_protection DISABLE TRIGGER guard');
  try {
    const held = [];
    for (let round = 0; round < 6; round += 1) held.push(await race());
    expect(Math.max(...held)).toBeGreaterThan(1);
  } finally {
    await service.adminQuery('ALTER TABLE deal_protection ENABLE TRIGGER guard');
  }
}, 60_000);

/** A lead that a partner has accepted. */
function acceptedBy(partnerId: string, name: string, domain: string): LeadV1 {
  rounds += 1;
  const id = `0190f3a0-0000-7000-8000-0000000002${String(rounds).padStart(2, '0')}`;
  const company = { name, country: 'US', domain, registrationNumber: null };
  return { ...leadAcceptedV1.sample.lead, id, company, partnerId, families: ['GTX'] };
}
const protections = ({ id }: LeadV1) =>
  service.adminQuery<{ partner_id: string; shared_group: string | null }>(
    'SELECT partner_id, shared_group FROM deal_protection WHERE deal_id = $1',
    [id],
  );

it('leads of two buyers behind one domain of an institution shield both of their partners', async () => {
  const physics = acceptedBy(northwind, 'Berkeley Physics', 'berkeley.edu');
  const library = acceptedBy(contoso, 'Lawrence Library Halls', 'berkeley.edu');
  for (const lead of [physics, library]) await leads.keep(lead, '4');
  expect(await protections(physics)).toMatchObject([{ partner_id: northwind }]);
  expect(await protections(library)).toMatchObject([{ partner_id: contoso }]);
});

it('a lead that is told anew while the vendor decides to share its customer stays shared', async () => {
  const lead = acceptedBy(northwind, 'Side by Side Corporation', 'sidebyside.com');
  await leads.keep(lead, '4');
  const group = '0190f3a0-0000-7000-8000-00000000dddd';
  const deciding = new pg.Client({ connectionString: service.config.database.vendor });
  await deciding.connect();
  try {
    await deciding.query('BEGIN');
    await deciding.query('SELECT share_protection($1, $2)', [lead.id, group]);
    const told = leads.keep({ ...lead, status: 'converted' }, '6');
    await new Promise((resolve) => setTimeout(resolve, 300)); // it waits for the decision by now
    await deciding.query('COMMIT');
    await told;
  } finally {
    await deciding.end();
  }
  expect(await protections(lead)).toMatchObject([{ shared_group: group }]);
});
