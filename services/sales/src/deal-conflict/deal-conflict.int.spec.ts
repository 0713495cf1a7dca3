import { ManualClock, type Actor } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import { stated } from '../../test/deals.js';
import { knowPartner, knowProducts, manager } from '../../test/sales.js';
import { DealClosingService, DealDecisionService, DealSubmissionService, definition } from '../index.js';

const racers = 50;
const clock = new ManualClock(new Date('2026-03-02T10:00:00Z'));
let service: TestService;
let submissions: DealSubmissionService;
let decisions: DealDecisionService;

const racer = (n: number): Actor => ({
  subject: `racer-${n}`,
  kind: 'partner',
  roles: ['sales'],
  scopes: [],
  partnerId: `0190f3a0-0000-7000-8000-0000000010${String(n).padStart(2, '0')}`,
});
const allRacers = Array.from({ length: racers }, (_, n) => racer(n));

beforeAll(async () => {
  service = await testService(definition, { clock, poolSize: 30 });
  submissions = service.running.app.get(DealSubmissionService, { strict: false });
  decisions = service.running.app.get(DealDecisionService, { strict: false });
  await knowProducts(service);
  for (const { partnerId } of allRacers) await knowPartner(service, partnerId!);
});
afterAll(() => service.close());

// Each round has a customer of its own; each racer knows it by another piece of evidence, and any two of them conflict.
const names = new Map([
  [1, 'Quondam Rivet Works'],
  [2, 'Blue Heron Analytics'],
  [3, 'Javelin Freight'],
  [4, 'Morpho Textiles'],
  [10, 'Zinc Harbor Foods'],
  [21, 'Ember Falls Mining'],
  [22, 'Kodiak Paper Mill'],
  [23, 'Sable Ridge Optics'],
  [31, 'Fjord Union Dairy'],
  [32, 'Wicker Lane Toys'],
]);
const nameOf = (round: number): string => names.get(round) ?? `Customer ${round}`;
const customersOf = (round: number) => [
  { name: `${nameOf(round)} Inc.`, domain: `round${round}.com` },
  { name: nameOf(round).toUpperCase(), domain: null },
  { name: `${nameOf(round)} GmbH`, domain: `www.round${round}.com` },
];

const brought = (round: number, n: number) => ({
  partnerId: null,
  programId: null,
  deal: stated({ customer: { ...stated().customer, ...customersOf(round)[n % 3] } }),
});

/** The statuses of everything that ran for a customer. */
async function outcomes(round: number): Promise<Record<string, number>> {
  const sql = `SELECT status, count(*)::int AS count FROM deal_registration WHERE customer ->> 'name' ILIKE $1 GROUP BY status`;
  const rows = await service.adminQuery<{ status: string; count: number }>(sql, [`${nameOf(round)}%`]);
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

const race = (round: number) =>
  Promise.all(allRacers.map((actor, n) => submissions.register(brought(round, n), actor)));

it('of 50 partners that register one customer in the same instant one is protected and the others are held', async () => {
  for (const round of [1, 2, 3, 4]) {
    await race(round);
    expect(await outcomes(round)).toEqual({ approved: 1, conflict_hold: racers - 1 });
  }
}, 120_000);

it('of 20 approvals of one customer at the same time one protects, the others hold', async () => {
  const waiting = [];
  for (const [n, actor] of allRacers.slice(0, 20).entries()) {
    const { deal } = brought(10, n);
    const lines = deal.lines.map((line) => ({ ...line, value: { amount: '60000.00', currency: 'USD' } }));
    waiting.push(
      (await submissions.register({ partnerId: null, programId: null, deal: { ...deal, lines } }, actor)).id,
    );
  }
  // All came in at once: none was there before another.
  await service.adminQuery(`UPDATE deal_registration SET status = 'in_review', submitted_at = $1 WHERE id = ANY ($2)`, [
    clock.now(),
    waiting,
  ]);
  await Promise.all(waiting.map((id) => decisions.approve(id, null, manager)));
  expect(await outcomes(10)).toEqual({ approved: 1, conflict_hold: 19 });
}, 60_000);

it('without the guard of the database two are protected: the test above would notice', async () => {
  await service.adminQuery('ALTER TABLE deal_protection DISABLE TRIGGER guard');
  try {
    let protectedTwice = 0;
    for (const round of [21, 22, 23]) {
      await race(round);
      if (((await outcomes(round))['approved'] ?? 0) > 1) protectedTwice += 1;
    }
    expect(protectedTwice).toBeGreaterThan(0);
  } finally {
    await service.adminQuery('ALTER TABLE deal_protection ENABLE TRIGGER guard');
  }
}, 120_000);

it('a customer is free again once the protection is withdrawn', async () => {
  const [first, second] = allRacers as [Actor, Actor];
  const { id } = await submissions.register(brought(31, 0), first);
  await service.running.app.get(DealClosingService, { strict: false }).withdraw(id, null, first);
  clock.advance(1000);
  expect(await submissions.register(brought(31, 1), second)).toMatchObject({ status: 'approved' });
});

it('a customer is free again once the protection is over by the clock, whatever its status says', async () => {
  const [first, second] = allRacers as [Actor, Actor];
  await submissions.register(brought(32, 0), first);
  await service.adminQuery(
    `UPDATE deal_protection SET during = tstzrange(lower(during), $1) WHERE customer_name = 'wicker lane toys'`,
    [clock.now()],
  );
  await service.adminQuery(
    `UPDATE deal_registration SET protected_until = $1 WHERE customer_name = 'wicker lane toys'`,
    [clock.now()],
  );
  expect(await submissions.register(brought(32, 1), second)).toMatchObject({ status: 'approved' });
});

it('sites of an institution with one domain are not the same customer, only a reason to look', async () => {
  const [first, second] = allRacers as [Actor, Actor];
  const department = (name: string) => ({
    ...brought(41, 0),
    deal: stated({ customer: { ...stated().customer, name, domain: 'physics.cam.ac.uk', country: 'GB' } }),
  });
  await submissions.register(department('Cavendish Laboratory'), first);
  const held = await submissions.register(department('Botanic Garden'), second);
  expect(held).toMatchObject({ status: 'conflict_hold', conflict: { severity: 'hold', score: 0.9 } });
});
