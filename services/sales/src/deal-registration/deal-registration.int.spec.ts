import { ManualClock, systemActor } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import { brought, commandsOf, type Commands } from '../../test/commands.js';
import { contoso, desk, knowPartner, knowProducts, manager, northwind, reseller, rival } from '../../test/sales.js';
import { DealRegistrationWorker, definition } from '../index.js';
import { dealRegistrations } from './deal-registration.schema.js';

const day = 86_400_000;
const monday = new Date('2026-03-02T10:00:00.000Z');
const clock = new ManualClock(monday);
let service: TestService;
let commands: Commands;
let worker: DealRegistrationWorker;

beforeAll(async () => {
  service = await testService(definition, { clock });
  commands = commandsOf(service);
  worker = service.running.app.get(DealRegistrationWorker, { strict: false });
  await worker.stop();
  await knowProducts(service);
  await knowPartner(service, northwind);
  await knowPartner(service, contoso);
});
beforeEach(() => clock.set(monday));
afterAll(() => service.close());

const loaded = (id: string) => commands.unitOfWork.run(systemActor('test'), (tx) => tx.load(dealRegistrations, id));
const typesOf = async (id: string): Promise<string[]> =>
  (
    await service.adminQuery<{ type: string }>('SELECT type FROM history WHERE entity_id = $1 ORDER BY version', [id])
  ).map(({ type }) => type);

describe('a registration in its row', () => {
  it('comes back as it was saved, in every field', async () => {
    const { deal, ...rest } = brought();
    const full = {
      ...deal,
      dealType: 'expansion' as const,
      contact: { name: 'Jane', email: 'jane@elsewhere.com' },
      project: 'Site B',
      competitor: 'Globex',
      incumbent: 'Initech',
      tenderOn: '2026-05-01',
      evidence: [{ name: 'Minutes', url: 'https://files.example.com/1' }],
      externalIds: [{ system: 'crm', id: '42' }],
    };
    const {
      version: _v,
      number: _n,
      createdAt: _c,
      updatedAt: _u,
      ...saved
    } = await commands.submissions.register({ ...rest, deal: full }, reseller);
    expect((await loaded(saved.id)).state).toEqual(saved);
    const approved = await commands.decisions.approve(saved.id, 'Fine', manager);
    expect((await loaded(saved.id)).state).toMatchObject({
      status: 'approved',
      protectedUntil: approved.protectedUntil,
      tenderOn: '2026-05-01',
    });
  });

  it('is found to conflict by what was derived from it', async () => {
    const first = brought();
    await commands.submissions.register(first, reseller);
    await commands.submissions.register(first, rival);
    const [row] = await service.adminQuery(
      `SELECT customer_domain, families, customer_country FROM deal_registration WHERE partner_id = $1`,
      [contoso],
    );
    expect(row).toMatchObject({
      customer_domain: first.deal.customer.domain,
      families: ['GTX'],
      customer_country: 'US',
    });
  });
});

describe('time', () => {
  it('warns of the end of a protection at 30, 14, 7 and 1 days, each once, and then ends it', async () => {
    const { id } = await commands.submissions.register(brought(), reseller);
    for (let at = 59; at <= 91; at += 1) {
      clock.set(new Date(monday.getTime() + at * day));
      await worker.tick();
      await worker.tick();
    }
    const warning = 'DealProtectionExpiring';
    expect(await typesOf(id)).toEqual([
      'DealRegistered',
      'DealApproved',
      warning,
      warning,
      warning,
      warning,
      'DealExpired',
    ]);
    expect((await loaded(id)).state).toMatchObject({ status: 'expired', warningDueAt: null });
  });

  it('makes a late decision known once, and not while the partner has the registration', async () => {
    const late = await commands.submissions.register(brought('60000.00'), reseller);
    const back = await commands.submissions.register(brought('60000.00'), reseller);
    await commands.decisions.return(back.id, 'Name the project', manager);
    clock.set(new Date(monday.getTime() + 10 * day));
    await worker.tick();
    await worker.tick();
    expect(await typesOf(late.id)).toEqual(['DealRegistered', 'DealDecisionOverdue']);
    expect((await loaded(late.id)).state.overdue).toBe(true);
    expect(await typesOf(back.id)).toEqual(['DealRegistered', 'DealReturned']);
  });

  it('is kept to whole minutes when a registration is returned at an odd second', async () => {
    const { id } = await commands.submissions.register(brought('60000.00'), reseller);
    clock.set(new Date(monday.getTime() + 12_345));
    expect(await commands.decisions.return(id, 'Name the project', manager)).toMatchObject({
      businessMinutesLeft: 960,
    });
  });

  it('leaves a won deal alone', async () => {
    const { id } = await commands.submissions.register(brought(), reseller);
    await commands.closing.claimWin(id, null, reseller);
    clock.set(new Date(monday.getTime() + 200 * day));
    await worker.tick();
    expect((await loaded(id)).state.status).toBe('claimed_won');
  });
});

describe('what happens to one', () => {
  it('revoked: its customer is free for the rival that was held', async () => {
    const first = brought();
    const { id } = await commands.submissions.register(first, reseller);
    const held = await commands.submissions.register(first, rival);
    await commands.decisions.requestRevocation(id, 'The evidence was wrong', manager);
    await commands.decisions.confirmRevocation(id, desk);
    expect(await commands.decisions.approve(held.id, null, manager)).toMatchObject({
      status: 'approved',
      partnerId: contoso,
    });
  });

  it('won: the opportunity is won with it, and DealWon names who confirmed', async () => {
    const { id } = await commands.submissions.register(brought(), reseller);
    await commands.closing.claimWin(id, null, reseller);
    await commands.closing.confirmWin(id, { amount: '19000.00', currency: 'USD' }, desk);
    const [event] = await service.adminQuery<{ after: unknown }>(
      `SELECT after FROM history WHERE entity_id = $1 AND type = 'DealWon'`,
      [id],
    );
    expect(event).toMatchObject({ after: { status: 'won' } });
  });

  it('eight approvals of it at the same time are one', async () => {
    const { id } = await commands.submissions.register(brought('60000.00'), reseller);
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => commands.decisions.approve(id, null, manager)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const rows = await service.adminQuery('SELECT FROM opportunity WHERE deal_registration_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });
});
