import fc from 'fast-check';
import { pointsFor, rateOn } from './accrual.js';
import { RewardProgram, type RewardProgramState } from './reward-program.js';

const openedAt = new Date('2026-01-01T00:00:00Z');
const draft: Omit<RewardProgramState, 'status' | 'openedAt'> = {
  id: 'r1',
  name: 'Deal points',
  currency: 'USD',
  startsOn: '2026-01-01',
  endsOn: null,
  partnerTypes: [],
  pendingDays: 30,
  rates: [{ from: '2026-01-01', points: 1, per: '10' }],
  certificationPoints: [],
};
const deal = { wonOn: '2026-06-15', partnerType: 'agent', amount: '20000.00', currency: 'USD' };

function open(more: Partial<RewardProgramState> = {}): RewardProgram {
  return new RewardProgram({ ...draft, status: 'active', openedAt, ...more });
}
function refused(program: RewardProgram, act: () => void, code: string): void {
  expect(act).toThrow(expect.objectContaining({ code }));
  expect(program.pullEvents()).toEqual([]);
}

describe('an accrual rate', () => {
  it.each([
    ['20000.00', 1, '10', 2000],
    ['9.99', 1, '10', 0],
    ['199.99', 10, '100', 19],
    ['0.30', 1, '0.10', 3],
    ['9999999999999.99', 1, '0.01', 999999999999999],
  ])('of %s gives by %d per %s exactly %d points', (amount, points, per, expected) => {
    expect(pointsFor(amount, { from: '2026-01-01', points, per })).toBe(expected);
  });

  it('is the latest that has begun', () => {
    const rates = [
      { from: '2026-07-01', points: 2, per: '10' },
      { from: '2026-01-01', points: 1, per: '10' },
    ];
    expect(['2025-12-31', '2026-06-30', '2026-07-01'].map((day) => rateOn(rates, day)?.points ?? null)).toEqual([
      null,
      1,
      2,
    ]);
  });

  it('never gives more for two parts than for the whole', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(cents, cents, (one, other) => {
        const rate = { from: '2026-01-01', points: 3, per: '10' };
        const points = (value: number): number => pointsFor((value / 100).toFixed(2), rate);
        expect(points(one) + points(other)).toBeLessThanOrEqual(points(one + other));
      }),
    );
  });
});

describe('a reward program', () => {
  it('changed today leaves every earlier day as it was', () => {
    const program = open();
    const before = program.worth(deal);
    program.setRate({ from: '2026-07-01', points: 2, per: '10' }, '2026-07-01');
    expect(program.worth(deal)).toEqual(before);
    expect(program.worth({ ...deal, wonOn: '2026-07-01' })?.points).toBe(4000);
  });

  it('takes no rate for the past once it is open', () => {
    const program = open();
    refused(
      program,
      () => program.setRate({ from: '2026-06-30', points: 2, per: '10' }, '2026-07-01'),
      'RATE_IN_THE_PAST',
    );
  });

  it('refuses a rate that divides by nothing', () => {
    const program = open();
    refused(program, () => program.setRate({ from: '2026-08-01', points: 1, per: '0' }, '2026-07-01'), 'RATE_UNFIT');
  });

  it('cannot be drafted without a rate on its first day, or ending before it starts', () => {
    expect(() => RewardProgram.draft({ ...draft, rates: [] })).toThrow(
      expect.objectContaining({ code: 'RATE_MISSING' }),
    );
    expect(() => RewardProgram.draft({ ...draft, endsOn: '2025-12-31' })).toThrow(
      expect.objectContaining({ code: 'ENDS_BEFORE_START' }),
    );
  });

  it.each([
    ['before its first day', {}, { wonOn: '2025-12-31' }],
    ['after its last day', { endsOn: '2026-05-31' }, {}],
    ['of a type that takes no part', { partnerTypes: ['distributor'] }, {}],
    ['in another currency', {}, { currency: 'EUR' }],
    ['while it is a draft', { status: 'draft', openedAt: null }, {}],
  ] as const)('gives nothing for a deal %s', (_, more, other) => {
    expect(open(more).worth({ ...deal, ...other })).toBeNull();
  });

  it('still knows what a deal of its time was worth after it was closed', () => {
    const program = open();
    program.close('replaced', '2026-08-01');
    expect(program.worth(deal)?.points).toBe(2000);
    expect(program.worth({ ...deal, wonOn: '2026-08-02' })).toBeNull();
  });

  it('opens once and closes once', () => {
    const program = open({ status: 'closed' });
    refused(program, () => program.open(openedAt), 'INVALID_TRANSITION');
    refused(program, () => program.close('again', '2026-08-01'), 'INVALID_TRANSITION');
    refused(
      program,
      () => program.setRate({ from: '2026-09-01', points: 1, per: '1' }, '2026-08-01'),
      'INVALID_TRANSITION',
    );
  });
});

describe('a program that was closed as a draft', () => {
  it('gives nothing for any day', () => {
    const program = RewardProgram.draft(draft);
    program.close('never mind', '2026-06-15');
    expect(program.worth(deal)).toBeNull();
  });
});
