import { mustFollow, mustHold, priorities, targetFor, type ServiceLevelTerms } from './service-level.js';

const target = (priority: (typeof priorities)[number], tier: string | null, minutes = 60) => ({
  ...{ priority, tier, firstResponseMinutes: minutes, resolutionMinutes: 480 },
});
const terms: ServiceLevelTerms = {
  matrix: {
    high: { high: 'critical', medium: 'high', low: 'normal' },
    medium: { high: 'high', medium: 'normal', low: 'low' },
    low: { high: 'normal', medium: 'low', low: 'low' },
  },
  targets: [...priorities.map((priority) => target(priority, null)), target('critical', 'gold', 30)],
  reopenDays: 14,
  autoCloseDays: 7,
};
const code = (verb: () => void) => {
  try {
    verb();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('What is promised', () => {
  it('follows from impact and urgency, and from the tier where it has a target of its own', () => {
    expect(targetFor(terms, 'high', 'high', 'gold')).toMatchObject({ priority: 'critical', firstResponseMinutes: 30 });
    expect(targetFor(terms, 'high', 'high', 'silver')).toMatchObject({
      priority: 'critical',
      firstResponseMinutes: 60,
    });
    expect(targetFor(terms, 'low', 'high', 'gold')).toMatchObject({ priority: 'normal' });
  });

  it('has one target for every priority, with the response before the resolution', () => {
    const [, ...rest] = terms.targets;
    expect(code(() => mustHold(terms))).toBeNull();
    expect(code(() => mustHold({ ...terms, targets: rest }))).toBe('TARGET_MISSING');
    expect(code(() => mustHold({ ...terms, targets: [...terms.targets, target('low', null)] }))).toBe('TARGET_TWICE');
    const late = [...terms.targets, target('low', 'gold', 481)];
    expect(code(() => mustHold({ ...terms, targets: late }))).toBe('RESPONSE_AFTER_RESOLUTION');
  });

  it('does not change what was promised before', () => {
    const day = (date: number) => new Date(Date.UTC(2026, 0, date));
    expect(code(() => mustFollow(day(1), day(3), day(2)))).toBeNull();
    expect(code(() => mustFollow(day(1), day(1), day(2)))).toBe('LEVEL_NOT_RETROACTIVE');
    expect(code(() => mustFollow(day(5), day(4), day(2)))).toBe('LEVEL_NOT_RETROACTIVE');
  });
});
