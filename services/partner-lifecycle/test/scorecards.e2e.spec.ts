import { EventLog } from '@tributary/messaging';
import { eventually, testService, type TestService } from '@tributary/testing';
import { OpenScorecardsWorker } from '../src/scorecard/open-scorecards.worker.js';
import { countedEvents } from '../src/scorecard/counted-events.service.js';
import { definition } from '../src/index.js';
import { admin, manager, partnerUser, readonlyUser, vendorUser } from './people.js';
import { activePartner, approvedPartner, expectStatus, type Shown } from './recruitment.js';
import { append, deal, eventsOf, type DealStory } from './scorecard-events.js';

let service: TestService;
beforeAll(async () => {
  service = await testService(definition);
});
afterAll(() => service.close());

const usd = (amount: string) => ({ amount, currency: 'USD' });
const won = (partnerId: string): DealStory =>
  deal(partnerId, usd('19284.00'), ['register', '2026-02-02T09:00:00.000Z'], ['approve', '2026-02-03T09:00:00.000Z'], ['win', '2026-03-05T09:00:00.000Z']); // prettier-ignore
const tell = (...stories: DealStory[]): Promise<void> =>
  append(service.running.app.get(EventLog), countedEvents, stories.flatMap(eventsOf));
async function quarterOf(partnerId: string, as = admin): Promise<Shown> {
  const path = `GET /v1/scorecards?partnerId=${partnerId}&period=quarter&from=2026-01-01&to=2026-03-31`;
  return expectStatus(await service.call(path, { as }), 200).items[0];
}
const counted = (partnerId: string): Promise<Shown> =>
  eventually(
    () => quarterOf(partnerId),
    (card) => card?.deals.won.count > 0,
  );

describe('A scorecard', () => {
  it('shows a win within moments of its event, and the deals behind it', async () => {
    const partnerId = await approvedPartner(service);
    const story = won(partnerId);
    await tell(story, story);
    const started = performance.now();
    const card = await counted(partnerId);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(card).toMatchObject({
      partnerId,
      period: 'quarter',
      startsOn: '2026-01-01',
      endsOn: '2026-03-31',
      timeZone: 'UTC',
      isRunning: false,
      asOf: '2026-03-05T09:00:00.000Z',
      winRate: '100.00',
      decisionHours: '24.00',
      daysToWin: '30.00',
      deals: { registered: { count: 1, value: [usd('19284.00')] }, won: { count: 1, value: [usd('19284.00')] } },
    });
    expect(expectStatus(await service.call(`GET /v1/scorecards/${card.id}`, { as: readonlyUser }), 200)).toEqual(card);
    const records = expectStatus(await service.call(`GET ${card.deals.won.records}`, { as: admin }), 200);
    expect(records).toEqual({
      items: [
        {
          kind: 'deal_registration',
          recordId: story.dealId,
          number: 'DR-2026-000123',
          at: '2026-03-05T09:00:00.000Z',
          toldAt: '2026-03-05T09:00:00.000Z',
          value: usd('19284.00'),
          points: null,
          hours: '720.00',
        },
      ],
      nextCursor: null,
    });
  });

  it('pages through the records of a figure, and lists only what was heard of since', async () => {
    const partnerId = await approvedPartner(service);
    const before = new Date().toISOString();
    await tell(won(partnerId), won(partnerId), won(partnerId));
    const card = await eventually(
      () => quarterOf(partnerId),
      (seen) => seen?.deals.won.count === 3,
    );
    const path = `GET /v1/scorecards/${card.id}/records?figure=won&limit=2`;
    const first = expectStatus(await service.call(path, { as: admin }), 200);
    const second = expectStatus(await service.call(`${path}&cursor=${first.nextCursor}`, { as: admin }), 200);
    expect(new Set([...first.items, ...second.items].map(({ recordId }) => recordId)).size).toBe(3);
    const since = async (instant: string) =>
      expectStatus(await service.call(`GET /v1/scorecards?partnerId=${partnerId}&updatedSince=${instant}`, { as: admin }), 200).items.length; // prettier-ignore
    expect([await since(before), await since(new Date(Date.now() + 1000).toISOString())]).toEqual([4, 0]);
  });

  it('counts the points that a win earned here', async () => {
    const finance = vendorUser('finance', 'finance');
    const program = { name: 'Points', currency: 'USD', startsOn: '2026-01-01', rate: { points: 1, per: '10' } };
    const { id } = expectStatus(
      await service.call('POST /v1/reward-programs', { as: finance, body: { ...program, pendingDays: 30 } }),
      201,
    );
    expectStatus(await service.call(`POST /v1/reward-programs/${id}/open`, { as: finance }), 200);
    const partnerId = await approvedPartner(service);
    await tell(won(partnerId));
    const year = String(new Date().getUTCFullYear());
    const card = await eventually(
      async () => expectStatus(await service.call(`GET /v1/scorecards?partnerId=${partnerId}&period=year&from=${year}-01-01`, { as: admin }), 200).items[0], // prettier-ignore
      (seen) => seen?.pointsEarned > 0,
    );
    expect(card).toMatchObject({ pointsEarned: 1928, pointsReversed: 0 });
    const records = await service.call(`GET /v1/scorecards/${card.id}/records?figure=pointsEarned`, { as: admin });
    expect(records.body.items).toMatchObject([{ kind: 'reward_account', number: 'DR-2026-000123', points: 1928 }]);
  });

  it('is there for a partner in business that has done nothing yet this month', async () => {
    const partnerId = await activePartner(service);
    await service.running.app.get(OpenScorecardsWorker, { strict: false }).tick();
    const list = await service.call(`GET /v1/scorecards?partnerId=${partnerId}`, { as: partnerUser(partnerId) });
    expect(list.body.items.map(({ period }: Shown) => period).sort()).toEqual(['month', 'quarter', 'year']);
    expect(list.body.items[0]).toMatchObject({ asOf: null, isRunning: true, winRate: null, activeCertifications: 0 });
  });

  it('is exported with all others that its reader may list', async () => {
    const partnerId = await approvedPartner(service);
    await tell(won(partnerId));
    const { id } = await counted(partnerId);
    const own = { as: partnerUser(partnerId) };
    const csv = await service.call('GET /v1/scorecards/export?period=quarter&to=2026-03-31', own);
    const [columns, line] = csv.text.split('\r\n');
    expect(columns).toContain('deals.won.count,deals.won.value');
    expect(line).toContain(`${id},${partnerId},quarter,2026-01-01`);
    const lines = (await service.call('GET /v1/scorecards/export?format=ndjson', own)).text.trim().split('\n');
    expect(new Set(lines.map((each) => JSON.parse(each).partnerId))).toEqual(new Set([partnerId]));
  });
});

describe('Of a scorecard', () => {
  it('no other partner finds anything, the distributor above it neither', async () => {
    const distributor = await approvedPartner(service, { partnerType: 'distributor' });
    const theirs = await approvedPartner(service);
    const rival = await approvedPartner(service);
    const body = { distributorId: distributor };
    expectStatus(await service.call(`POST /v1/partners/${theirs}/assign-distributor`, { as: manager, body }), 200);
    await tell(won(theirs), won(rival));
    const { id } = await counted(theirs);
    await counted(rival);
    for (const as of [partnerUser(rival), partnerUser(distributor)]) {
      for (const path of [id, `${id}/records?figure=won`])
        expect(await service.call(`GET /v1/scorecards/${path}`, { as })).toMatchObject({ status: 404 });
      const list = expectStatus(await service.call(`GET /v1/scorecards?partnerId=${theirs}`, { as }), 200);
      expect(list.items).toEqual([]);
      expect((await service.call('GET /v1/scorecards', { as })).text).not.toContain(theirs);
      expect((await service.call('GET /v1/scorecards/export', { as })).text).not.toContain(theirs);
    }
    expect(await quarterOf(theirs, partnerUser(theirs))).toMatchObject({ id });
  });

  it('a channel manager sees those of its territories', async () => {
    const open = { code: 'NORDICS', name: 'Nordics', kind: 'region', currency: 'EUR' };
    expectStatus(await service.call('POST /v1/territories', { as: admin, body: open }), 201);
    const partnerId = await approvedPartner(service, { territories: ['NORDICS'] });
    await tell(won(partnerId));
    const { id } = await counted(partnerId);
    const of = (...territories: string[]) => ({ ...vendorUser('cm', 'channel_manager'), territories });
    const seenBy = async (as: ReturnType<typeof of>) => [
      (await service.call(`GET /v1/scorecards/${id}`, { as })).status,
      (await service.call(`GET /v1/scorecards/${id}/records?figure=won`, { as })).status,
      (await service.call(`GET /v1/scorecards?partnerId=${partnerId}&to=2026-06-30&period=month`, { as })).body.items
        .length,
      (await service.call('GET /v1/scorecards/export', { as })).text.includes(partnerId),
    ];
    expect(await seenBy(of('NORDICS'))).toEqual([200, 200, 2, true]);
    expect(await seenBy(of('IBERIA'))).toEqual([404, 404, 0, false]);
  });

  it('nobody learns anything without a right, or by a question that makes no sense', async () => {
    const partnerId = await approvedPartner(service);
    await tell(won(partnerId));
    const { id } = await counted(partnerId);
    const status = async (path: string, as?: typeof admin) =>
      (await service.call(`GET /v1/scorecards${path}`, as === undefined ? {} : { as })).status;
    expect(await status('')).toBe(401);
    expect(await status('', partnerUser(partnerId, 'technician'))).toBe(403);
    expect(await status(`/${id}`, vendorUser('x', 'compliance'))).toBe(403);
    expect(await status(`/${id}`, { ...vendorUser('crm'), scopes: ['scorecards:read'] })).toBe(200);
    expect(await status('/not-an-id', admin)).toBe(404);
    for (const query of ['?period=week', '?from=yesterday', '?sort=wonValue', '?cursor=abc', '?unknown=1'])
      expect([query, await status(query, admin)]).toEqual([query, 400]);
    for (const query of ['', '?figure=profit', '?figure=won&cursor=abc', '?figure=won&limit=0'])
      expect([query, await status(`/${id}/records${query}`, admin)]).toEqual([query, 400]);
  });
});
