import type { HeldTerms } from '../warranty-term/cover.js';
import { judge, type JudgedUnit, type Promised } from './entitlement.js';

const unit: JudgedUnit = { replacedBy: null, retiredOn: null, blocked: null, moves: [] };
const terms: HeldTerms = {
  ...{ name: 'Standard', coverages: [], startsAt: 'shipment', latestStartDays: null, service: 'depot' },
  ...{ exclusions: [], transferable: false },
};
const from = '2025-03-23';
const promised: Promised = {
  terms,
  start: { on: from, by: 'shipment' },
  spans: [
    { costClass: 'parts', coveredPercent: 100, from, until: '2027-03-22' },
    { costClass: 'labor', coveredPercent: 50, from, until: '2026-03-22' },
  ],
};
const on = '2026-11-23';
const brief = (...given: Parameters<typeof judge>) => {
  const { status, classes } = judge(...given);
  return [status, ...classes.map(({ coveredPercent, reason }) => `${coveredPercent} ${reason}`)];
};

describe('The verdict', () => {
  it('is entitled, partial, expired as the classes end', () => {
    expect(brief(unit, promised, '2026-03-22')).toEqual(['entitled', '100 COVERED', '50 COVERED', '0 NOT_COVERED']);
    expect(brief(unit, promised, '2026-03-23')).toEqual(['partial', '100 COVERED', '0 EXPIRED', '0 NOT_COVERED']);
    expect(brief(unit, promised, '2027-03-23')).toEqual(['expired', '0 EXPIRED', '0 EXPIRED', '0 NOT_COVERED']);
  });

  it.each([
    ['REPLACED', { replacedBy: { assetId: 'x', serial: 'S-2', on } }],
    ['RETIRED', { retiredOn: on }],
    ['BLOCKED', { blocked: { since: on, reason: 'Stolen' } }],
    ['NOT_TRANSFERABLE', { moves: [{ from: 'A', to: 'B', on }] }],
  ] as const)('is blocked from the day on which a unit is %s, and as it was the day before', (code, change) => {
    const seen = judge({ ...unit, ...change }, promised, on);
    expect([seen.status, seen.obstacles[0]?.code, seen.classes[0]]).toEqual([
      'blocked',
      code,
      { costClass: 'parts', covered: false, coveredPercent: 0, until: '2027-03-22', reason: code },
    ]);
    expect(judge({ ...unit, ...change }, promised, '2026-11-22').status).toBe('partial');
  });

  it('goes along with a transferable term, and with the first owner of a unit', () => {
    const moved = { ...unit, moves: [{ from: 'A', to: 'B', on: '2026-01-01' }] };
    expect(judge(moved, { ...promised, terms: { ...terms, transferable: true } }, on).status).toBe('partial');
    const sold = { ...unit, moves: [{ from: null, to: 'B', on: '2026-01-01' }] };
    expect(judge(sold, promised, on).status).toBe('partial');
  });

  it('is blocked before it begins, while it cannot begin, and where nothing was promised', () => {
    expect(brief(unit, promised, '2025-03-22')[0]).toBe('blocked');
    const awaited: Promised = { terms, start: { on: null, by: 'installation' }, spans: [] };
    expect(judge(unit, awaited, on).obstacles[0]?.code).toBe('NOT_STARTED');
    expect(judge(unit, { terms: null, start: null, spans: [] }, on).obstacles[0]?.code).toBe('NO_TERM');
  });
});
