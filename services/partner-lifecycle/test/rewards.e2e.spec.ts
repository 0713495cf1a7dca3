import { randomUUID } from 'node:crypto';
import { ManualClock } from '@tributary/kernel';
import { eventually, testService, type TestService } from '@tributary/testing';
import { definition, RewardAccountService } from '../src/index.js';
import { tellRevoked, tellWon } from './deal-events.js';
import { finance, manager, partnerUser } from './people.js';
import { approvedPartner, expectStatus, type Shown } from './recruitment.js';

const clock = new ManualClock(new Date('2026-06-15T09:00:00Z'));
const day = 86_400_000;
let service: TestService;
beforeAll(async () => {
  service = await testService(definition, { clock });
  await openProgram({ rate: { points: 1, per: '10' } });
});
afterAll(() => service.close());

async function openProgram(more: Record<string, unknown>): Promise<string> {
  const body = { name: 'Deal points', currency: 'USD', startsOn: '2026-01-01', pendingDays: 30, ...more };
  const { id } = expectStatus(await service.call('POST /v1/reward-programs', { as: finance, body }), 201);
  expectStatus(await service.call(`POST /v1/reward-programs/${id}/open`, { as: finance }), 200);
  return id;
}
async function accountOf(partnerId: string): Promise<Shown> {
  return expectStatus(await service.call('GET /v1/reward-accounts', { as: partnerUser(partnerId) }), 200).items[0];
}
async function statementOf(partnerId: string, query = ''): Promise<Shown> {
  const { id } = await accountOf(partnerId);
  const answer = await service.call(`GET /v1/reward-accounts/${id}/statement${query}`, { as: partnerUser(partnerId) });
  return expectStatus(answer, 200);
}
async function ledgerFaults(): Promise<unknown[]> {
  return service.adminQuery(
    `SELECT a.id FROM reward_account a LEFT JOIN reward_entry e ON e.account_id = a.id GROUP BY a.id
      HAVING coalesce(sum(e.points), 0) <> 0 OR coalesce(sum(e.points) FILTER (WHERE e.book = 'pending'), 0) <> a.pending
          OR coalesce(sum(e.points) FILTER (WHERE e.book = 'available'), 0) <> a.available`,
  );
}
const won = (partnerId: string, amount = '20000.00') => ({
  dealId: randomUUID(),
  partnerId,
  amount,
  wonAt: clock.now().toISOString(),
});

describe('A won deal', () => {
  it('earns points once, though its event is told five times at once and the same fact under another id', async () => {
    const partnerId = await approvedPartner(service);
    const win = won(partnerId);
    const eventId = randomUUID();
    await Promise.all(Array.from({ length: 5 }, () => tellWon(service, win, eventId)));
    await tellWon(service, win);
    const last = won(partnerId, '50.00');
    await tellWon(service, last);
    const account = await eventually(
      () => accountOf(partnerId),
      ({ pending }) => pending >= 2005,
    );
    await eventually(
      () => service.adminQuery<{ count: string }>(`SELECT count(*) FROM inbox WHERE handler = 'points-of-deals'`),
      ([row]) => Number(row?.count) >= 3,
    );
    expect(account).toMatchObject({ pending: 2005, available: 0 });
    const { items } = await statementOf(partnerId);
    expect(items.map(({ kind, points }: { kind: string; points: number }) => [kind, points]).sort()).toEqual([
      ['earned', 2000],
      ['earned', 5],
    ]);
    expect(items.find(({ points }: { points: number }) => points === 2000)).toMatchObject({
      reason: { kind: 'deal_won', id: win.dealId },
      rate: { points: 1, per: '10' },
    });
    expect(await ledgerFaults()).toEqual([]);
    const events = await service.adminQuery<{ type: string }>(
      `SELECT type FROM history WHERE entity_id = $1 ORDER BY version`,
      [account.id],
    );
    expect(events.map(({ type }) => type)).toEqual(['RewardAccountOpened', 'RewardEarned', 'RewardEarned']);
  });

  it('in another currency waits with NO_RATE, is never converted, and earns once a program of its currency is open', async () => {
    const partnerId = await approvedPartner(service);
    const win = { ...won(partnerId), currency: 'CHF' };
    await tellWon(service, win);
    const [parked] = await eventually(
      () =>
        service.adminQuery<{ last_error: string }>('SELECT last_error FROM parked_key WHERE key = $1', [win.dealId]),
      (rows) => rows.length === 1,
    );
    expect(parked?.last_error).toContain('No reward program has a rate in CHF');
    expect(await accountOf(partnerId)).toMatchObject({ pending: 0, available: 0 });
    await openProgram({ name: 'Franc points', currency: 'CHF', rate: { points: 2, per: '100' } });
    await service.adminQuery('UPDATE parked_key SET next_at = now() WHERE key = $1', [win.dealId]);
    expect(
      await eventually(
        () => accountOf(partnerId),
        ({ pending }) => pending > 0,
      ),
    ).toMatchObject({ pending: 400 });
  });

  it('that is revoked while it waits for a rate earns nothing when the rate comes', async () => {
    const partnerId = await approvedPartner(service);
    const win = { ...won(partnerId, '1000.00'), currency: 'PLN' };
    const waiting = () => service.adminQuery('SELECT FROM parked WHERE key = $1', [win.dealId]);
    await tellWon(service, win);
    await eventually(waiting, ({ length }) => length === 1);
    await tellRevoked(service, win);
    await eventually(waiting, ({ length }) => length === 2);
    await openProgram({ name: 'Zloty points', currency: 'PLN', rate: { points: 1, per: '10' } });
    await service.adminQuery('UPDATE parked_key SET next_at = now() WHERE key = $1', [win.dealId]);
    await eventually(waiting, ({ length }) => length === 0);
    expect(await accountOf(partnerId)).toMatchObject({ pending: 0, available: 0 });
    const { items } = await statementOf(partnerId);
    expect(items.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['earned', 'reversed']);
    expect(await ledgerFaults()).toEqual([]);
  });

  it('earns nothing under a program that was closed before it ever opened', async () => {
    const partnerId = await approvedPartner(service);
    const body = { name: 'Never', currency: 'USD', startsOn: '2026-01-01', rate: { points: 1000, per: '10' } };
    const { id } = expectStatus(await service.call('POST /v1/reward-programs', { as: finance, body }), 201);
    expectStatus(
      await service.call(`POST /v1/reward-programs/${id}/close`, { as: finance, body: { reason: 'x' } }),
      200,
    );
    await tellWon(service, won(partnerId, '100.00'));
    expect(
      await eventually(
        () => accountOf(partnerId),
        ({ pending }) => pending > 0,
      ),
    ).toMatchObject({ pending: 10 });
    expect((await service.call(`GET /v1/reward-programs/${id}`, { as: partnerUser(partnerId) })).status).toBe(404);
  });

  it('becomes available by time, and a statement shows any past balance', async () => {
    const partnerId = await approvedPartner(service);
    const earned = clock.now();
    await tellWon(service, won(partnerId, '1000.00'));
    await eventually(
      () => accountOf(partnerId),
      ({ pending }) => pending === 100,
    );
    clock.advance(30 * day - 1);
    const before = clock.now();
    expect(await accountOf(partnerId)).toMatchObject({ pending: 100, available: 0 });
    clock.advance(1);
    await eventually(
      () => accountOf(partnerId),
      ({ available }) => available === 100,
    );
    const balance = async (at: Date) => (await statementOf(partnerId, `?asOf=${at.toISOString()}`)).balance;
    expect(await balance(new Date(earned.getTime() - 1))).toEqual({ pending: 0, available: 0 });
    expect(await balance(before)).toEqual({ pending: 100, available: 0 });
    expect(await balance(clock.now())).toEqual({ pending: 0, available: 100 });
    expect((await statementOf(partnerId, `?asOf=${before.toISOString()}`)).items).toHaveLength(1);
    expect(await ledgerFaults()).toEqual([]);
  });

  it('that is revoked takes its points back, from the available ones too, once', async () => {
    const partnerId = await approvedPartner(service);
    const win = won(partnerId, '1000.00');
    await tellWon(service, win);
    await eventually(
      () => accountOf(partnerId),
      ({ pending }) => pending === 100,
    );
    clock.advance(31 * day);
    await eventually(
      () => accountOf(partnerId),
      ({ available }) => available === 100,
    );
    await tellRevoked(service, win);
    await eventually(
      () => accountOf(partnerId),
      ({ available }) => available === 0,
    );
    await tellRevoked(service, win);
    const { items } = await statementOf(partnerId);
    const [earning] = items.filter(({ kind }: { kind: string }) => kind === 'earned');
    const { id } = await accountOf(partnerId);
    const again = await service.call(`POST /v1/reward-accounts/${id}/reverse`, {
      as: finance,
      body: { earningId: earning.id, reason: 'again' },
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'REVERSED_ALREADY' } });
    const foreign = await service.call(`POST /v1/reward-accounts/${id}/reverse`, {
      as: finance,
      body: { earningId: randomUUID(), reason: 'unknown' },
    });
    expect(foreign.status).toBe(404);
    expect(await accountOf(partnerId)).toMatchObject({ pending: 0, available: 0 });
    expect(await ledgerFaults()).toEqual([]);
  });
});

describe('A rate', () => {
  it('that changes today leaves what was earned before, and what is told late, as it was', async () => {
    const programId = await openProgram({ name: 'Crown points', currency: 'NOK', rate: { points: 1, per: '10' } });
    const partnerId = await approvedPartner(service);
    const early = { ...won(partnerId, '1000.00'), currency: 'NOK', wonAt: '2026-06-30T23:00:00.000Z' };
    const today = clock.now().toISOString().slice(0, 10);
    const past = await service.call(`POST /v1/reward-programs/${programId}/set-rate`, {
      as: finance,
      body: { from: '2026-06-01', points: 5, per: '10' },
    });
    expect(past).toMatchObject({ status: 422, body: { code: 'RATE_IN_THE_PAST' } });
    expectStatus(
      await service.call(`POST /v1/reward-programs/${programId}/set-rate`, {
        as: finance,
        body: { from: today, points: 5, per: '10' },
      }),
      200,
    );
    await tellWon(service, early);
    await tellWon(service, { ...won(partnerId, '1000.00'), currency: 'NOK' });
    await eventually(
      () => accountOf(partnerId),
      ({ pending }) => pending >= 600,
    );
    const { items } = await statementOf(partnerId);
    expect(items.map(({ points }: { points: number }) => points).sort()).toEqual([100, 500]);
  });
});

describe('Eight at the same moment on one account', () => {
  it('lose no point: eight wins, eight releases and eight reversals of the same earning', async () => {
    const partnerId = await approvedPartner(service);
    const accounts = service.running.app.get(RewardAccountService, { strict: false });
    const deals = Array.from({ length: 8 }, (_, index) => won(partnerId, `${(index + 1) * 100}.00`));
    await Promise.all(
      deals.map(({ dealId, amount, wonAt }) =>
        accounts.earnForDeal({
          id: dealId,
          number: null,
          partnerId,
          value: { amount, currency: 'USD' },
          wonAt: new Date(wonAt),
        }),
      ),
    );
    const account = await accountOf(partnerId);
    expect(account.pending).toBe(360);
    clock.advance(30 * day);
    await Promise.all(Array.from({ length: 8 }, () => accounts.release(account.id)));
    await eventually(
      () => accountOf(partnerId),
      ({ available }) => available === 360,
    );
    const { items } = await statementOf(partnerId, '?limit=200');
    const { id: earningId, points } = items.find(({ kind }: { kind: string }) => kind === 'earned');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        service.call(`POST /v1/reward-accounts/${account.id}/reverse`, {
          as: finance,
          body: { earningId, reason: 'canceled' },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    expect(await accountOf(partnerId)).toMatchObject({ pending: 0, available: 360 - points });
    expect(await ledgerFaults()).toEqual([]);
  });

  it('count the same deal once, when eight processes hear of it', async () => {
    const partnerId = await approvedPartner(service);
    const accounts = service.running.app.get(RewardAccountService, { strict: false });
    const { dealId: id, amount, wonAt } = won(partnerId);
    const deal = { id, number: null, partnerId, value: { amount, currency: 'USD' }, wonAt: new Date(wonAt) };
    await Promise.all(Array.from({ length: 8 }, () => accounts.earnForDeal(deal)));
    expect(await accountOf(partnerId)).toMatchObject({ pending: 2000 });
    expect(await ledgerFaults()).toEqual([]);
  });
});

describe('The ledger', () => {
  it("cannot be changed or made uneven by the service's own login", async () => {
    const partnerId = await approvedPartner(service);
    await tellWon(service, won(partnerId));
    const { id } = await eventually(
      () => accountOf(partnerId),
      ({ pending }) => pending === 2000,
    );
    const pg = (await import('pg')).default;
    const vendor = new pg.Client({ connectionString: service.config.database.vendor });
    await vendor.connect();
    try {
      await expect(
        vendor.query('UPDATE reward_entry SET points = points + 1 WHERE account_id = $1', [id]),
      ).rejects.toThrow(/permission denied/);
      await expect(vendor.query('DELETE FROM reward_movement WHERE account_id = $1', [id])).rejects.toThrow(
        /permission denied/,
      );
      const uneven = `WITH m AS (INSERT INTO reward_movement SELECT gen_random_uuid(), account_id, partner_id, kind, 'uneven', earning_id, points, reason, program_id,
          rate, cause, occurred_at, recorded_at, recorded_by FROM reward_movement WHERE account_id = $1 LIMIT 1 RETURNING *)
        INSERT INTO reward_entry SELECT id, 'available', account_id, partner_id, 5 FROM m`;
      await expect(vendor.query(uneven, [id])).rejects.toThrow(/are not zero/);
    } finally {
      await vendor.end();
    }
    expect(await ledgerFaults()).toEqual([]);
  });

  it('is read by nobody who has no business with it', async () => {
    const partnerId = await approvedPartner(service);
    const { id } = await accountOf(partnerId);
    const learner = partnerUser(partnerId, 'learner');
    expect((await service.call(`GET /v1/reward-accounts/${id}`, { as: learner })).status).toBe(403);
    const self = partnerUser(partnerId);
    const reverse = { as: self, body: { earningId: randomUUID(), reason: 'mine' } };
    expect((await service.call(`POST /v1/reward-accounts/${id}/reverse`, reverse)).status).toBe(403);
    expect((await service.call(`GET /v1/reward-accounts/${id}`, { as: manager })).status).toBe(200);
  });
});
