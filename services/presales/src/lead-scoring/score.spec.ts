import { facts, now } from '../../test/lead-samples.js';
import { shippedScoringRules } from './lead-scoring.file.js';
import { scoreOf } from './score.js';
import { refuseUnfit, type ScoringRule } from './scoring-rule.js';

const place = { territory: null, contributedBy: null };
const bare = {
  ...facts,
  ...place,
  families: [],
  company: { ...facts.company, domain: null },
  segment: 'consumer' as const,
};
const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
const rules = (...given: ScoringRule[]) => ({ version: 7, hotFrom: 50, rules: given });

describe('the score of a lead', () => {
  it('says which rule of which version gave how much and why', () => {
    const touches = [{ kind: 'demo_request', at: daysAgo(3) }] as const;
    const lead = {
      ...bare,
      segment: 'enterprise' as const,
      territory: 'NA',
      touches,
      company: { ...bare.company, employees: 1500 },
    };
    expect(scoreOf(shippedScoringRules(), lead, now)).toEqual({
      score: 65,
      hot: false,
      scoring: {
        version: 1,
        contributions: [
          { rule: 'enterprise', points: 15, because: 'segment: enterprise' },
          { rule: 'large-company', points: 15, because: 'employees: 1500' },
          { rule: 'served-territory', points: 10, because: 'territory: NA' },
          { rule: 'demo-request', points: 25, because: 'demo_request: 1 in 30 days' },
        ],
      },
    });
  });

  it('is hot from the limit on, never above 100 and never below 0', () => {
    const gives = (points: number) =>
      rules({ id: 'any', group: 'fit', points, when: { fact: 'segment', oneOf: ['consumer'] } });
    expect(scoreOf(gives(49), bare, now)).toMatchObject({ score: 49, hot: false });
    expect(scoreOf(gives(50), bare, now)).toMatchObject({ score: 50, hot: true });
    expect(scoreOf(gives(400), bare, now).score).toBe(100);
    expect(scoreOf(gives(-5), bare, now).score).toBe(0);
  });

  it('counts repeated touches up to what the rule gives at most, and old ones not at all', () => {
    const download: ScoringRule = {
      id: 'd',
      group: 'engagement',
      points: 4,
      most: 12,
      when: { touch: 'download', withinDays: 60 },
    };
    const touched = (...days: number[]) => ({
      ...bare,
      touches: days.map((ago) => ({ kind: 'download' as const, at: daysAgo(ago) })),
    });
    expect(scoreOf(rules(download), touched(1, 2), now).score).toBe(8);
    expect(scoreOf(rules(download), touched(1, 2, 3, 4, 5), now).score).toBe(12);
    expect(scoreOf(rules(download), touched(61, 1), now).score).toBe(4);
  });

  it('says nothing of what is not known', () => {
    const asks: ScoringRule[] = [
      { id: 'size', group: 'fit', points: 10, when: { fact: 'employees', below: 1000 } },
      { id: 'place', group: 'fit', points: 10, when: { fact: 'territory', known: true } },
    ];
    expect(scoreOf(rules(...asks), bare, now).scoring.contributions).toEqual([]);
  });
});

describe('rules that could not be scored by', () => {
  const good: ScoringRule = { id: 'a', group: 'fit', points: 5, when: { fact: 'segment', oneOf: ['consumer'] } };
  it.each<[string, ScoringRule[]]>([
    ['ask for a fact and a touch', [{ ...good, when: { ...good.when, touch: 'call', withinDays: 1 } }]],
    ['ask for nothing', [{ ...good, when: {} }]],
    ['test a fact twice', [{ ...good, when: { ...good.when, known: true } }]],
    ['count a touch for ever', [{ ...good, group: 'engagement', when: { touch: 'call' } }]],
    ['give less at most than once', [{ ...good, most: 4 }]],
    ['compare a word', [{ ...good, when: { fact: 'segment', from: 1 } }]],
    ['have an id twice', [good, good]],
  ])('are refused: they %s', (_, given) => {
    expect(() => refuseUnfit(given)).toThrow(expect.objectContaining({ code: 'SCORING_UNFIT' }));
  });
});
