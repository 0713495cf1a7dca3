import { ManualClock, type Actor } from '@tributary/kernel';
import { partner, testService, type TestService } from '@tributary/testing';
import { brought, commandsOf, type Commands } from '../../test/commands.js';
import { knowPartner, knowProducts, manager, northwind, reseller } from '../../test/sales.js';
import { definition, DealRegistrationWorker } from '../index.js';

const monday = new Date('2026-03-02T10:00:00.000Z');
const day = 86_400_000;
const clock = new ManualClock(monday);
const rivals: Actor[] = Array.from({ length: 7 }, (_, n) =>
  partner(`0190f3a0-0000-7000-8000-00000000007${n}`, 'sales'),
);
let service: TestService;
let commands: Commands;

beforeAll(async () => {
  service = await testService(definition, { clock, poolSize: 20 });
  commands = commandsOf(service);
  await service.running.app.get(DealRegistrationWorker, { strict: false }).stop();
  await knowProducts(service);
  for (const { partnerId } of [reseller, ...rivals]) await knowPartner(service, partnerId!);
});
beforeEach(() => clock.set(monday));
afterAll(() => service.close());

const shown = (n: number) => ({
  note: 'Accepted',
  evidence: [{ name: 'Minutes', url: `https://files.example.com/${n}` }],
});
const protections = (name: string) =>
  service.adminQuery<{ partner_id: string; until: Date }>(
    `SELECT p.partner_id, upper(p.during) AS until FROM deal_protection p JOIN deal_registration d ON d.id = p.deal_id
      WHERE d.customer ->> 'name' = $1 AND p.during @> $2::timestamptz`,
    [name, clock.now()],
  );

it('an extended protection holds the customer to its new end', async () => {
  const body = brought();
  const { id } = await commands.submissions.register(body, reseller);
  clock.set(new Date(monday.getTime() + 89 * day));
  await commands.extensions.extend(id, shown(1), reseller);
  clock.set(new Date(monday.getTime() + 119 * day));
  expect(await commands.submissions.register(body, rivals[0]!)).toMatchObject({ status: 'conflict_hold' });
  clock.set(new Date(monday.getTime() + 120 * day));
  expect(await commands.submissions.register(body, rivals[1]!)).toMatchObject({ status: 'conflict_hold' }); // behind the one that waits
  expect(await protections(body.deal.customer.name)).toEqual([]);
});

it('eight extensions at the same time are one', async () => {
  const { id } = await commands.submissions.register(brought(), reseller);
  const racers = Array.from({ length: 8 }, () => commands.extensions.extend(id, shown(1), reseller));
  const ended = await Promise.allSettled(racers);
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(ended.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []))).toEqual(
    Array(7).fill('NO_PROGRESS'),
  );
});

async function expired() {
  const body = brought();
  const { id } = await commands.submissions.register(body, reseller);
  clock.set(new Date(monday.getTime() + 91 * day));
  return { id, body };
}

it('a deal is not reopened while somebody else holds its customer', async () => {
  const { id, body } = await expired();
  expect(await commands.submissions.register(body, rivals[0]!)).toMatchObject({ status: 'approved' });
  await expect(commands.extensions.reopen(id, 'It goes on', manager)).rejects.toMatchObject({ code: 'CUSTOMER_HELD' });
});

const race = async () => {
  const { id, body } = await expired();
  const racers = [
    commands.extensions.reopen(id, 'It goes on', reseller),
    ...rivals.map((rival) => commands.submissions.register(body, rival)),
  ];
  const ended = await Promise.allSettled(racers);
  const refused = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
  clock.advance(1);
  return { refused, holders: await protections(body.deal.customer.name) };
};

it('of a reopening and seven registrations of its customer in the same instant one protects', async () => {
  for (let round = 0; round < 4; round += 1) {
    clock.set(monday);
    const { refused, holders } = await race();
    expect(holders).toHaveLength(1);
    expect(refused).toEqual(holders[0]?.partner_id === northwind ? [] : ['CUSTOMER_HELD']);
  }
}, 60_000);

it('without the guard of the database two would protect: the test above would notice', async () => {
  await service.adminQuery('ALTER TABLE deal_protection DISABLE TRIGGER guard');
  try {
    let protectedTwice = 0;
    for (let round = 0; round < 4; round += 1) {
      clock.set(monday);
      if ((await race()).holders.length > 1) protectedTwice += 1;
    }
    expect(protectedTwice).toBeGreaterThan(0);
  } finally {
    await service.adminQuery('ALTER TABLE deal_protection ENABLE TRIGGER guard');
  }
}, 60_000);
