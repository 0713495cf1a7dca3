import { randomUUID } from 'node:crypto';
import { opportunityImportedV1 } from '@tributary/contracts';
import { systemActor, type Actor } from '@tributary/kernel';
import { partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import fc from 'fast-check';
import { certified, deal, eventsOf, received, type DealStory, type Verb } from '../../test/scorecard-events.js';
import { definition } from '../partner-lifecycle.service-definition.js';
import { dealFigures, type DealFigure } from './fact.js';
import { ScorecardQueries, type Scorecard } from './scorecard.queries.js';
import { ScorecardService } from './scorecard.service.js';

const usd = (amount: string) => ({ amount, currency: 'USD' });
let db: TestDatabase;
let scorecards: ScorecardService;
let queries: ScorecardQueries;

beforeAll(async () => {
  db = await testDatabase(definition);
  scorecards = new ScorecardService(db.unitOfWork, db.clock);
  queries = new ScorecardQueries(db.reads, db.clock);
});
afterAll(() => db.close());

async function tell(...stories: DealStory[]): Promise<void> {
  for (const event of stories.flatMap(eventsOf)) await scorecards.count(event);
}
async function cardsOf(partnerId: string, as: Actor = vendor()): Promise<Scorecard[]> {
  const { items } = await queries.list(as, { partnerId, page: () => ({ limit: 200 }) });
  return items;
}
async function cardOf(partnerId: string, period: string, startsAt: string, as = vendor()): Promise<Scorecard> {
  const found = (await cardsOf(partnerId, as)).find(
    (card) => card.period === period && card.startsAt.toISOString().startsWith(startsAt),
  );
  if (found === undefined) throw new Error(`There is no ${period} of ${startsAt}.`);
  return found;
}

describe('A scorecard', () => {
  it('counts each fact in the period in which it happened, per currency, and adds months up to quarters and years', async () => {
    const partnerId = randomUUID();
    await tell(
      deal(partnerId, usd('100.10'), ['register', '2026-01-31T23:59:59.999Z'], ['approve', '2026-02-01T11:59:59.999Z'], ['win', '2026-02-11T11:59:59.999Z']),
      deal(partnerId, { amount: '7', currency: 'JPY' }, ['register', '2026-01-05T00:00:00.000Z'], ['reject', '2026-01-06T12:00:00.000Z']),
      deal(partnerId, usd('50.05'), ['register', '2026-01-10T00:00:00.000Z'], ['approve', '2026-01-10T00:00:00.000Z'], ['lose', '2026-04-01T00:00:00.000Z']),
    ); // prettier-ignore
    const january = await cardOf(partnerId, 'month', '2026-01');
    expect(january.deals).toMatchObject({
      registered: { count: 3, value: [{ amount: '7', currency: 'JPY' }, usd('150.15')] },
      approved: { count: 1, value: [usd('50.05')] },
      rejected: { count: 1, value: [{ amount: '7', currency: 'JPY' }] },
      won: { count: 0, value: [] },
    });
    expect(january).toMatchObject({ winRate: null, decisionHours: '18.00', daysToWin: null });
    expect(january.asOf).toEqual(new Date('2026-01-31T23:59:59.999Z'));
    const first = await cardOf(partnerId, 'quarter', '2026-01');
    expect(first).toMatchObject({ winRate: '100.00', decisionHours: '16.00', daysToWin: '10.00' });
    const year = await cardOf(partnerId, 'year', '2026-01');
    expect(year).toMatchObject({ winRate: '50.00' });
    expect(year.deals.registered.value).toEqual([{ amount: '7', currency: 'JPY' }, usd('150.15')]);
  });

  it('takes a win that did not hold out of its own period and shows it in the one in which it was taken back', async () => {
    const partnerId = randomUUID();
    const story = deal(partnerId, usd('80.00'), ['register', '2026-01-02T00:00:00.000Z'], ['approve', '2026-01-02T00:00:00.000Z'], ['win', '2026-02-02T00:00:00.000Z']); // prettier-ignore
    await tell(story);
    expect((await cardOf(partnerId, 'month', '2026-02')).deals.won).toEqual({ count: 1, value: [usd('80.00')] });
    await tell({ ...story, steps: [...story.steps, { verb: 'revoke', at: '2026-05-05T00:00:00.000Z' }] });
    const february = await cardOf(partnerId, 'month', '2026-02');
    expect(february.deals.won).toEqual({ count: 0, value: [] });
    expect(february.asOf).toEqual(new Date('2026-05-05T00:00:00.000Z'));
    expect((await cardOf(partnerId, 'month', '2026-05')).deals).toMatchObject({
      reversed: { count: 1, value: [usd('80.00')] },
      lost: { count: 0 },
    });
  });

  it('counts a deal once that was returned and submitted again, in its first month, and no expiry that was reopened', async () => {
    const partnerId = randomUUID();
    await tell(
      deal(partnerId, usd('10.00'), ['register', '2026-03-01T00:00:00.000Z'], ['register', '2026-04-20T00:00:00.000Z'], ['approve', '2026-04-21T00:00:00.000Z'],
        ['expire', '2026-06-01T00:00:00.000Z'], ['reopen', '2026-06-03T00:00:00.000Z']),
    ); // prettier-ignore
    expect((await cardOf(partnerId, 'year', '2026')).deals).toMatchObject({
      registered: { count: 1 },
      approved: { count: 1 },
      expired: { count: 0 },
    });
    const registered = async (month: string) => (await cardOf(partnerId, 'month', month)).deals.registered.count;
    expect([await registered('2026-03'), await registered('2026-04')]).toEqual([1, 0]);
  });

  it('counts the certifications that are active at the end of a period', async () => {
    const partnerId = randomUUID();
    const until = certified(partnerId, '2025-01-10T00:00:00.000Z', '2025-03-31');
    const before = certified(partnerId, '2025-02-10T00:00:00.000Z', '2025-03-30');
    const endless = certified(partnerId, '2025-03-31T23:00:00.000Z', null);
    for (const event of [endless, before, until]) await scorecards.count(event);
    const active = async (month: string) => (await cardOf(partnerId, 'month', month)).activeCertifications;
    expect([await active('2025-01'), await active('2025-02'), await active('2025-03')]).toEqual([1, 2, 2]);
    const { items } = await queries.records(vendor(), await cardOf(partnerId, 'month', '2025-03'), {
      figure: 'certifications',
      page: () => ({}),
    });
    expect(items.map(({ recordId }) => recordId).sort()).toEqual([until.subject, endless.subject].sort());
  });

  it('counts imported business apart, for the partner that its system named last', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const opportunity = { ...opportunityImportedV1.sample.opportunity, id: randomUUID() };
    const told = (sequence: number, partnerId: string | null, amount: string) => {
      const parties = partnerId === null ? [] : [{ partnerId, role: 'resells' as const, split: '100' }];
      const data = { ...opportunityImportedV1.sample, opportunity: { ...opportunity, parties, value: usd(amount) } };
      return received(opportunityImportedV1, data, { subject: opportunity.id, sequence, time: '2026-05-05T00:00:00.000Z' }); // prettier-ignore
    };
    const figures = async (partnerId: string, as = vendor()) => {
      const { deals, winRate } = await cardOf(partnerId, 'quarter', '2017-01', as);
      return [deals.importedWon.count, deals.importedWon.value[0]?.amount, deals.won.count, winRate];
    };
    for (const event of [told(2, first, '90.00'), told(1, first, '100.00')]) await scorecards.count(event);
    expect(await figures(first)).toEqual([1, '90.00', 0, null]);
    await scorecards.count(told(3, second, '90.00'));
    expect(await figures(first)).toEqual([0, undefined, 0, null]);
    expect(await figures(first, partner(first))).toEqual([0, undefined, 0, null]);
    expect(await figures(second, partner(second))).toEqual([1, '90.00', 0, null]);
    await scorecards.count(told(4, null, '90.00'));
    expect(await figures(second, partner(second))).toEqual([0, undefined, 0, null]);
  });

  it('lists as many records as each figure counts, with the same values', async () => {
    const partnerId = randomUUID();
    const story = deal(partnerId, usd('80.00'), ['register', '2026-01-02T00:00:00.000Z'], ['approve', '2026-01-02T00:00:00.000Z'], ['win', '2026-01-12T00:00:00.000Z']); // prettier-ignore
    await tell(story, { ...story, dealId: randomUUID(), steps: [...story.steps, { verb: 'lose', at: '2026-01-20T00:00:00.000Z' }] }); // prettier-ignore
    const card = await cardOf(partnerId, 'month', '2026-01');
    for (const figure of dealFigures) {
      const { items } = await queries.records(vendor(), card, { figure, page: () => ({}) });
      expect([figure, items.length]).toEqual([figure, card.deals[figure].count]);
    }
    const { items } = await queries.records(vendor(), card, { figure: 'won', page: () => ({}) });
    expect(items).toMatchObject([{ recordId: story.dealId, amount: '80.00', lasted: '864000000' }]);
  });

  it('counts a fact once that eight processes hear of at the same moment', async () => {
    const partnerId = randomUUID();
    const events = eventsOf(deal(partnerId, usd('80.00'), ['register', '2024-01-02T00:00:00.000Z'], ['reject', '2024-01-02T00:00:00.000Z'])); // prettier-ignore
    const racers = Array.from({ length: 8 }, (_, racer) => (racer % 2 === 0 ? events : [...events].reverse()));
    await Promise.all(racers.map(async (told) => {
      for (const event of told) await scorecards.count(event);
    })); // prettier-ignore
    expect((await cardOf(partnerId, 'month', '2024-01')).deals).toMatchObject({ registered: { count: 1 }, rejected: { count: 1 } }); // prettier-ignore
    expect(await cardsOf(partnerId)).toHaveLength(3);
  });
});

const month = fc.integer({ min: 0, max: 14 });
const plots: readonly (readonly Verb[])[] = [
  ['register'],
  ['register', 'reject'],
  ['register', 'register', 'approve', 'win'],
  ['register', 'approve', 'win', 'revoke'],
  ['register', 'approve', 'win', 'lose'],
  ['register', 'approve', 'expire'],
  ['register', 'approve', 'expire', 'reopen', 'win'],
  ['register', 'approve', 'lose'],
  ['register', 'reject', 'approve', 'withdraw'],
];
const stories = fc.array(
  fc.record({
    plot: fc.constantFrom(...plots),
    months: fc.array(month, { minLength: 5, maxLength: 5 }),
    amount: fc.integer({ min: 1, max: 1_000_000 }),
    currency: fc.constantFrom('USD', 'EUR'),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('Property: any order and any repetition of the same facts', () => {
  it('give the same figures, and those that the deals ended with', async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.infiniteStream(fc.nat()), async (given, random) => {
        const [straight, shuffled] = [randomUUID(), randomUUID()];
        const told = given.map(({ plot, months, amount, currency }) => {
          const times = months.slice(0, plot.length).sort((a, b) => a - b);
          const steps = plot.map((verb, index): [Verb, string] => [verb, new Date(Date.UTC(2025, times[index], 3 + index)).toISOString()]); // prettier-ignore
          return deal(straight, { amount: (amount / 100).toFixed(2), currency }, ...steps);
        });
        await tell(...told);
        const again = told.flatMap((story) => eventsOf({ ...story, dealId: randomUUID(), partnerId: shuffled }));
        const repeated = again.flatMap((event) => Array.from({ length: 1 + (random.next().value % 3) }, () => event));
        const order = repeated.map((event) => ({ event, place: random.next().value }));
        for (const { event } of order.sort((a, b) => a.place - b.place)) await scorecards.count(event);
        const figures = async (partnerId: string) => (await cardsOf(partnerId)).map(({ id: _, partnerId: __, ...card }) => card).sort((a, b) => `${a.period}${a.startsAt.toISOString()}` < `${b.period}${b.startsAt.toISOString()}` ? -1 : 1); // prettier-ignore
        const [one, other] = [await figures(straight), await figures(shuffled)];
        expect(other).toEqual(one);
        for (const figure of ['registered', 'won', 'lost', 'expired', 'reversed'] as const)
          for (const period of ['month', 'quarter', 'year'])
            expect(one.filter((card) => card.period === period).reduce((sum, { deals }) => sum + deals[figure].count, 0)).toBe(told.filter((story) => endsAs(story, figure)).length); // prettier-ignore
      }),
      { numRuns: 25 },
    );
  });
});

/** What a deal counts as in the end, told from its last step. */
function endsAs({ steps }: DealStory, figure: DealFigure): boolean {
  const last = steps.at(-1)!.verb;
  if (figure === 'registered') return true;
  if (figure === 'reversed') return steps.some(({ verb }) => verb === 'win') && last !== 'win';
  return last === ({ won: 'win', lost: 'lose', expired: 'expire' } as Partial<Record<DealFigure, Verb>>)[figure];
}

it('partners read their own facts only, whatever a query forgets', async () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  await tell(
    ...[mine, theirs].map((partnerId) => deal(partnerId, usd('1.00'), ['register', '2026-01-02T00:00:00.000Z'])),
  );
  const actor = { ...systemActor('user'), kind: 'partner', partnerId: mine } as const;
  for (const table of ['scorecard', 'scorecard_fact']) {
    const rows = await db.reads.query<{ id: string }>(actor, `SELECT DISTINCT partner_id AS id FROM ${table}`);
    expect(rows).toEqual([{ id: mine }]);
  }
});
