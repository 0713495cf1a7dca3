import { leadAcceptedV1, type LeadV1 } from '@tributary/contracts';
import { ManualClock } from '@tributary/kernel';
import { eventually, testService, type TestService } from '@tributary/testing';
import pg from 'pg';
import { brought, commandsOf, type Commands } from '../../test/commands.js';
import { contoso, desk, knowPartner, knowProducts, manager, northwind, reseller, rival } from '../../test/sales.js';
import { definition, LeadService, LeadWorker } from '../index.js';

const monday = new Date('2026-03-02T12:00:00.000Z');
const clock = new ManualClock(monday);
const day = (days: number) => new Date(monday.getTime() + days * 86_400_000);
let service: TestService;
let commands: Commands;
let leads: LeadService;
let worker: LeadWorker;
let count = 0;

beforeAll(async () => {
  service = await testService(definition, { clock, poolSize: 20 });
  commands = commandsOf(service);
  leads = service.running.app.get(LeadService, { strict: false });
  worker = service.running.app.get(LeadWorker, { strict: false });
  await worker.stop();
  await knowProducts(service);
  for (const id of [northwind, contoso]) await knowPartner(service, id);
});
beforeEach(() => clock.set(monday));
afterAll(() => service.close());

/** A deal, and Northwind's lead in the same customer, accepted on Monday for 30 days. */
function business(change: Partial<LeadV1> = {}) {
  count += 1;
  const body = brought();
  const { name, country, domain } = body.deal.customer;
  const id = `0190f3a0-0000-7000-8000-0000000004${String(count).padStart(2, '0')}`;
  const company = { name, country, domain, registrationNumber: null };
  const times = { acceptedAt: monday.toISOString(), protectedUntil: day(30).toISOString() };
  const lead: LeadV1 = {
    ...{ ...leadAcceptedV1.sample.lead, ...times, id, company, partnerId: northwind, families: ['GTX'] },
    ...change,
  };
  return { body, lead };
}
const shield = async ({ id }: LeadV1): Promise<string[]> =>
  (
    await service.adminQuery<{ family: string; until: Date }>(
      'SELECT family, upper(during) AS until FROM deal_protection WHERE deal_id = $1 AND is_lead ORDER BY family',
      [id],
    )
  ).map(({ family, until }) => `${family} until ${until.toISOString().slice(0, 10)}`);

/** A rival's protected deal, and the lead that was refused because of it. */
async function refused(change: Partial<LeadV1> = {}) {
  const { body, lead } = business(change);
  const { id } = await commands.submissions.register(body, rival);
  await leads.keep(lead, '4');
  expect(await shield(lead)).toEqual([]);
  return { body, lead, id };
}

describe('a lead whose customer was somebody else’s when it was accepted', () => {
  it.each<[string, (id: string) => Promise<unknown>]>([
    ['withdrawn', (id) => commands.closing.withdraw(id, null, rival)],
    ['lost', (id) => commands.closing.lose(id, 'Price', rival)],
    [
      'revoked',
      async (id) => {
        await commands.decisions.requestRevocation(id, 'Wrong evidence', manager);
        await commands.decisions.confirmRevocation(id, desk);
      },
    ],
  ])('shields it for the rest of its time once the other deal is %s, not before', async (_, end) => {
    const { body, lead, id } = await refused();
    clock.set(day(10));
    await worker.tick();
    expect(await shield(lead)).toEqual([]);
    await end(id);
    await worker.tick();
    expect(await shield(lead)).toEqual(['GTX until 2026-04-01']);
    expect(await commands.submissions.register(body, rival)).toMatchObject({
      status: 'conflict_hold',
      conflict: { class: 'lead' },
    });
  });

  it('shields it when the other protection has run out, and from then on the deal cannot be reopened', async () => {
    const { lead, id } = await refused({ protectedUntil: day(100).toISOString() });
    clock.set(new Date(day(90).getTime() - 1));
    await worker.tick();
    expect(await shield(lead)).toEqual([]);
    clock.set(day(90));
    await worker.tick();
    expect(await shield(lead)).toEqual(['GTX until 2026-06-10']);
    await expect(commands.extensions.reopen(id, 'It goes on', rival)).rejects.toMatchObject({ code: 'CUSTOMER_HELD' });
  });

  it('waits on while the other protection is extended', async () => {
    const { lead, id } = await refused({ protectedUntil: day(100).toISOString() });
    clock.set(day(80));
    const evidence = [{ name: 'Minutes', url: 'https://files.example.com/1' }];
    await commands.extensions.extend(id, { note: 'Accepted', evidence }, rival);
    clock.set(day(95));
    await worker.tick();
    expect(await shield(lead)).toEqual([]);
  });

  it.each<[string, (lead: LeadV1) => Promise<unknown>]>([
    ['recalled', (lead) => leads.keep({ ...lead, status: 'qualified', partnerId: null, protectedUntil: null }, '5')],
    ['older than its time', async () => clock.set(day(30))],
  ])('shields nobody if it is %s by then', async (_, happen) => {
    const { lead, id } = await refused();
    await happen(lead);
    await commands.closing.withdraw(id, null, rival);
    await worker.tick();
    expect(await shield(lead)).toEqual([]);
    const rows = await service.adminQuery('SELECT FROM lead_replica WHERE id = $1 AND shield_due_at IS NOT NULL', [
      lead.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('shields its own family at once and the other’s later', async () => {
    const { lead, id } = await refused();
    await leads.keep({ ...lead, families: ['GTX', 'MG'] }, '5');
    expect(await shield(lead)).toEqual(['MG until 2026-04-01']);
    await commands.closing.withdraw(id, null, rival);
    await worker.tick();
    expect(await shield(lead)).toEqual(['GTX until 2026-04-01', 'MG until 2026-04-01']);
  });

  it('shields it when another partner’s lead in it is recalled', async () => {
    const { lead: first } = business({ partnerId: contoso });
    const { lead } = business({ company: first.company });
    for (const each of [first, lead]) await leads.keep(each, '4');
    expect(await shield(lead)).toEqual([]);
    await leads.keep({ ...first, status: 'qualified', partnerId: null, protectedUntil: null }, '5');
    await worker.tick();
    expect(await shield(lead)).toEqual(['GTX until 2026-04-01']);
  });
});

it('a lead that is refused while the other deal is being withdrawn is not forgotten', async () => {
  const { body, lead } = business();
  const { id } = await commands.submissions.register(body, rival);
  await leads.keep({ ...lead, partnerId: null, protectedUntil: null }, '4');
  const accepting = new pg.Client({ connectionString: service.config.database.vendor });
  await accepting.connect();
  try {
    await accepting.query('BEGIN');
    const now = `ROW($1, 5, $2, 'accepted', $3, $4, $5, $6, '{GTX}', 'US', $7, $8, NULL, NULL)::lead_replica, $5`;
    const [kept] = await service.adminQuery<{ name: string; domain: string }>(
      'SELECT name, domain FROM lead_replica WHERE id = $1',
      [lead.id],
    );
    const { acceptedAt, protectedUntil, company } = lead;
    const facts = [lead.id, lead.number, northwind, company.name, acceptedAt, protectedUntil, kept?.name, kept?.domain];
    await accepting.query(`SELECT keep_lead(${now})`, facts);
    let isWithdrawn = false;
    const withdrawing = commands.closing.withdraw(id, null, rival).then(() => (isWithdrawn = true));
    await eventually(async () => {
      const waiting = await service.adminQuery('SELECT FROM pg_locks WHERE NOT granted');
      expect(isWithdrawn || waiting.length > 0).toBe(true);
    });
    await accepting.query('COMMIT');
    await withdrawing;
  } finally {
    await accepting.end();
  }
  await worker.tick();
  expect(await shield(lead)).toEqual(['GTX until 2026-04-01']);
});

describe('a lead that names no family', () => {
  it('holds its customer in every family until a person decides, not against its own partner', async () => {
    const { body, lead } = business({ families: [] });
    await leads.keep(lead, '4');
    const other = {
      ...body.deal,
      lines: body.deal.lines.map((line) => ({ ...line, sku: 'MG-SPECIAL', family: 'MG' })),
    };
    for (const deal of [body.deal, other])
      expect(await commands.submissions.register({ ...body, deal }, rival)).toMatchObject({
        status: 'conflict_hold',
        conflict: { class: 'lead', severity: 'hard' },
      });
    const { body: own, lead: ours } = business({ families: [] });
    await leads.keep(ours, '4');
    expect(await commands.submissions.register(own, reseller)).toMatchObject({ status: 'approved', conflict: null });
  });

  it('takes nothing from whoever was first, and shields once that is over', async () => {
    const { lead, id } = await refused({ families: [] });
    const evidence = [{ name: 'Minutes', url: 'https://files.example.com/1' }];
    await commands.extensions.extend(id, { note: 'Accepted', evidence }, rival);
    await commands.closing.withdraw(id, null, rival);
    await worker.tick();
    expect(await shield(lead)).toEqual(['* until 2026-04-01']);
  });
});
