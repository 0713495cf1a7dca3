import { Ratio } from '@tributary/kernel';
import { model } from '../../test/sheets.js';
import { findingOf } from './finding.js';
import { measurementOf, proposedLevel, type Figure } from './measurement.js';
import { lastFullQuarters } from './period.js';

const now = new Date('2026-11-20T09:00:00.000Z');
const dr1 = model.capabilities.flatMap(({ questions }) => questions).find(({ id }) => id === 'DR1')!;
const figure = (value: string | null, n = 30): Figure => ({
  value: value === null ? null : Ratio.parse(value),
  n,
  lastEventAt: null,
  remark: null,
});
const measured = (given: Figure | null) =>
  measurementOf(dr1, 'deal-registration', given, { period: lastFullQuarters(now), now });

describe('A measurement', () => {
  it('is of the last four full quarters', () => {
    expect(lastFullQuarters(now)).toEqual({ from: new Date('2025-10-01'), until: new Date('2026-10-01') });
    expect(lastFullQuarters(new Date('2026-01-01T00:00:00.000Z'))).toEqual({
      from: new Date('2025-01-01'),
      until: new Date('2026-01-01'),
    });
    expect(measured(null)).toMatchObject({ from: '2025-10-01T00:00:00.000Z', until: '2026-10-01T00:00:00.000Z' });
  });

  it.each([
    ['40.001', 1],
    ['40', 2],
    ['16', 3],
    ['8.0001', 3],
    ['8', 4],
  ])('of %s business hours, of which fewer are better, proposes %d', (value, level) => {
    expect(measured(figure(value))).toMatchObject({ verdict: 'proposed', proposes: level, cuts: ['40', '16', '8'] });
  });

  it.each([
    ['19.99', 1],
    ['20', 2],
    ['45', 3],
    ['100', 3],
  ])('of %s percent, of which more are better, proposes %d and at most what it can prove', (value, level) => {
    const evidence = { better: 'higher', cuts: ['20', '45', '70'], provesUpTo: 3 } as const;
    expect(proposedLevel(evidence, Ratio.parse(value))).toBe(level);
  });

  it('beside the cuts of a draft that are no numbers shows its figure and proposes nothing', () => {
    const draft = { ...dr1, evidence: { ...dr1.evidence, cuts: ['40 h', '16', 'x'] } };
    const period = lastFullQuarters(now);
    expect(measurementOf(draft, 'deal-registration', figure('4'), { period, now })).toMatchObject({
      ...{ verdict: 'not_measured', value: '4.00', proposes: null },
      remark: 'Its cuts are no numbers: nothing is compared with them.',
    });
  });

  it('of too few cases shows its figure and proposes nothing', () => {
    expect(measured(figure('4', 29))).toMatchObject({
      ...{ verdict: 'sample_too_small', value: '4.00', n: 29, minSample: 30, proposes: null },
    });
  });

  it('that nobody makes says so, and what it would need', () => {
    expect(measured(null)).toMatchObject({ verdict: 'not_measured', value: null, n: 0, proposes: null, remark: null });
    const me1 = model.capabilities.flatMap(({ questions }) => questions).find(({ id }) => id === 'ME1')!;
    const missing = measurementOf(me1, 'metrics-reporting', null, { period: lastFullQuarters(now), now });
    expect(missing.remark).toBe('Needs portal activity projection with resource opened');
  });
});

describe('A finding', () => {
  const beside = (declared: string | null, value = '16') => findingOf(measured(figure(value)), declared);

  it('shows the difference between what was declared and what is measured', () => {
    expect(beside('2.5')).toMatchObject({ declared: '2.5', proposes: 3, difference: '-0.5000', isFlagged: false });
  });

  it('is flagged when more than one level above the measurement was declared, not at one', () => {
    expect(beside('4')).toMatchObject({ difference: '1.0000', isFlagged: false });
    expect(beside('7/2', '40')).toMatchObject({ difference: '1.5000', isFlagged: true });
  });

  it('flags nothing where nothing was declared or nothing is proposed', () => {
    expect(beside(null)).toMatchObject({ difference: null, isFlagged: false });
    expect(findingOf(measured(figure('99', 3)), '4')).toMatchObject({ difference: null, isFlagged: false });
  });
});
