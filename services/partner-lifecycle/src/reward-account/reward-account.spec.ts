import fc from 'fast-check';
import { books, type Book, type Movement } from './movement.js';
import { RewardAccount } from './reward-account.js';

const start = new Date('2026-02-01T00:00:00Z');
const day = (days: number): Date => new Date(start.getTime() + days * 86_400_000);
const deal = { kind: 'deal_won', id: 'd1', number: 'DR-2026-000001' };
const earning = { id: 'e1', source: 'won:d1', points: 2000, for: deal, availableAt: day(30) };
let made = 0;
const nextId = (): string => `m${(made += 1)}`;

function opened(): RewardAccount {
  const account = RewardAccount.open('c1', 'p1');
  account.pullEvents();
  return account;
}
const sumOf = (movements: readonly Movement[], book: Book): number =>
  movements
    .flatMap(({ entries }) => entries.filter((entry) => entry.book === book))
    .reduce((sum, { points }) => sum + points, 0);

describe('a reward account', () => {
  it('holds what was earned as pending until its time has come', () => {
    const account = opened();
    account.earn(earning);
    expect(account.pullEvents()).toEqual([
      { type: 'RewardEarned', points: 2000, for: deal, availableFrom: day(30).toISOString() },
    ]);
    expect(account.release(day(29), nextId)).toEqual([]);
    expect(account.state).toMatchObject({ pending: 2000, available: 0, releaseDueAt: day(30) });
    expect(account.release(day(30), nextId)).toMatchObject([{ kind: 'released', source: 'released:e1' }]);
    expect(account.state).toMatchObject({ pending: 0, available: 2000, lots: [], releaseDueAt: null });
  });

  it('releases nothing twice', () => {
    const account = opened();
    account.earn(earning);
    account.release(day(30), nextId);
    account.pullEvents();
    expect(account.release(day(60), nextId)).toEqual([]);
    expect(account.pullEvents()).toEqual([]);
  });

  it('takes back from the pending points while they are pending', () => {
    const account = opened();
    account.earn(earning);
    account.reverse(earning, 'm1', 'order canceled');
    expect(account.state).toMatchObject({ pending: 0, available: 0, lots: [] });
    expect(account.release(day(30), nextId)).toEqual([]);
  });

  it('goes below zero when spent points are taken back, and later earnings repay it', () => {
    const account = new RewardAccount({ ...opened().state, available: 500 });
    account.reverse(earning, 'm1', 'order canceled');
    expect(account.state.available).toBe(-1500);
    account.earn({ ...earning, id: 'e2' });
    account.release(day(30), nextId);
    expect(account.state.available).toBe(500);
  });

  it('refuses an earning of nothing', () => {
    const account = opened();
    expect(() => account.earn({ ...earning, points: 0 })).toThrow(expect.objectContaining({ code: 'NO_POINTS' }));
    expect(account.pullEvents()).toEqual([]);
  });

  it('is at any time the sum of its entries, and all entries together are zero', () => {
    const step = fc.oneof(
      fc.record({ earn: fc.integer({ min: 1, max: 100_000 }), after: fc.integer({ min: 0, max: 40 }) }),
      fc.record({ release: fc.integer({ min: 0, max: 60 }) }),
      fc.record({ reverse: fc.nat({ max: 30 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const account = opened();
        const ledger: Movement[] = [];
        const open: { id: string; points: number }[] = [];
        for (const one of steps) {
          if ('earn' in one) {
            const id = nextId();
            open.push({ id, points: one.earn });
            ledger.push(account.earn({ ...earning, id, source: id, points: one.earn, availableAt: day(one.after) }));
          } else if ('release' in one) {
            ledger.push(...account.release(day(one.release), nextId));
          } else {
            const [taken] = open.splice(one.reverse, 1);
            if (taken !== undefined) ledger.push(account.reverse({ ...taken, for: deal }, nextId(), 'canceled'));
          }
          expect(account.state.pending).toBe(sumOf(ledger, 'pending'));
          expect(account.state.available).toBe(sumOf(ledger, 'available'));
          expect(books.reduce((sum, book) => sum + sumOf(ledger, book), 0)).toBe(0);
          expect(account.state.pending).toBe(account.state.lots.reduce((sum, { points }) => sum + points, 0));
        }
      }),
    );
  });
});
