import { model, sheet, type Given } from '../../test/sheets.js';
import { scoreOf } from './score.js';

const score = (base: Given, told: Record<string, Given> = {}) => scoreOf(model, 'full', [sheet(base, told)]);
const missing = (base: Given, told: Record<string, Given> = {}) =>
  score(base, told).next?.missing.map(({ detail }) => detail);

describe('The level', () => {
  it.each([1, 2, 3, 4] as const)('is %d for an organization that answers so everywhere', (level) => {
    expect(score(level).level).toBe(level);
  });

  it('is reached by an overall mean a quarter below it, and not by one that is less', () => {
    // 12 of 100 at level 2 are 0.12 below 3; deal registration, opportunities and quotes take 20 x 0.8 more.
    const told = { 'system-integration': 2, 'intelligence-prediction': 2, 'mobile-access': 2 } as const;
    expect(score(3, told)).toMatchObject({ level: 3, overall: { exact: '2.88' } });
    const less = { ...told, 'deal-registration': 2, 'opportunity-management': 2, 'quote-cpq': 2 } as const;
    expect(score(3, less)).toMatchObject({ level: 2, overall: { exact: '2.72' } });
    expect(missing(3, less)).toEqual(['the overall mean needs 2.75 and has 2.7200, 0.0300 short']);
  });

  it('is reached at exactly a quarter below', () => {
    // Means of 2.5 in areas of weight 50 make 2.75: two respondents, of whom one says 2 there and one says 3.
    const half = (level: Given) => ({
      'joint-marketing': level, 'product-catalogue': level, 'account-management': level, 'contact-management': level,
      'deal-registration': level, 'opportunity-management': level, 'special-pricing': level, 'quote-cpq': level,
      'partner-service-requests': level, 'partner-led-service': level, warranty: level,
    }); // prettier-ignore
    const at = scoreOf(model, 'full', [sheet(3, half(2)), sheet(3, half(3))]);
    expect(at).toMatchObject({ overall: { exact: '2.75' }, level: 3 });
    const below = scoreOf(model, 'full', [sheet(3, half(2)), sheet(3, { ...half(3), 'content-library': 2 })]);
    expect(below).toMatchObject({ overall: { exact: '2.74' }, level: 2 });
  });

  it('is held back by one area that is more than a level below it', () => {
    const told = { 'partner-service-requests': 1, 'partner-led-service': 2, warranty: 2 } as const;
    expect(score(3, told)).toMatchObject({ level: 2, overall: { exact: '2.7975' } });
    expect(missing(3, told)).toEqual(['area post-sales needs 2 and has 1.6500, 0.3500 short']);
  });

  it('is held back by a gate, whatever the means are', () => {
    const told = { communication: 2 } as const;
    expect(score(3, told)).toMatchObject({ level: 2 });
    expect(missing(3, told)).toEqual(['gate communication needs 2.5 and has 2.0000, 0.5000 short']);
  });

  it('asks for the gates of the levels below too', () => {
    // Profile is a gate of level 2 alone.
    expect(score(3, { profile: 1 }).level).toBe(1);
    const checks = score(3, { profile: 1 }).checks.map(({ level, isReached }) => [level, isReached]);
    expect(checks).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, false],
    ]);
  });

  it('has every condition of the next one, met or not, with its number', () => {
    const next = score(3).checks[3]!;
    expect(next.conditions.filter(({ kind }) => kind === 'gate')).toHaveLength(10);
    expect(next.conditions.filter(({ kind }) => kind === 'area')).toHaveLength(6);
    expect(next.conditions.find(({ of }) => of === 'overall')).toEqual({
      kind: 'overall',
      of: 'overall',
      gateOf: null,
      needs: '3.75',
      has: '3',
      short: '0.75',
      isMet: false,
      detail: 'the overall mean needs 3.75 and has 3.0000, 0.7500 short',
    });
    expect(score(4).next).toBeNull();
  });

  it('is not passed through a gate by declaring it not applicable: the gate asks for the capability', () => {
    const told = { 'training-certification': 'n/a' } as const;
    expect(score(4, told)).toMatchObject({ level: 2, overall: { exact: '4' } });
    expect(missing(4, told)).toEqual(['gate training-certification needs 2.5 and has no score: it does not apply']);
  });

  it('is not held back by an area that does not apply: it has left the sum', () => {
    const told = { 'partner-service-requests': 'n/a', 'partner-led-service': 'n/a', warranty: 'n/a' } as const;
    expect(score(3, told).level).toBe(3);
  });
});
