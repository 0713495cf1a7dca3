import fc from 'fast-check';
import { model, questions, sheet, type Given } from '../../test/sheets.js';
import type { Sheet } from '../maturity-response/sheet.js';
import { Ratio } from '@tributary/kernel';
import { scoreOf } from './score.js';

const capability = (id: string, sheets: readonly Sheet[], form: 'core' | 'full' = 'full') =>
  scoreOf(model, form, sheets).capabilities.find((line) => line.id === id)!;

describe('A capability', () => {
  it('is the mean of its answers by their weights, with the arithmetic', () => {
    expect(capability('joint-marketing', [sheet(2, { JM1: 3, JM2: 1 })])).toEqual({
      id: 'joint-marketing',
      area: 'presales',
      terms: [
        { id: 'JM1', weight: 60, value: '3', standing: 'counted' },
        { id: 'JM2', weight: 40, value: '1', standing: 'counted' },
      ],
      countedWeight: 100,
      mean: '2.2000',
      exact: '2.2',
      formula: '(60 x 3 + 40 x 1) / 100 = 2.2',
      standing: 'counted',
    });
  });

  it('counts each respondent of a question with one voice', () => {
    const sheets = [sheet(2, { JM1: 2 }), sheet(2, { JM1: 3 }), sheet(2, { JM1: 3 })];
    expect(capability('joint-marketing', sheets)).toMatchObject({
      formula: '(60 x 8/3 + 40 x 2) / 100 = 2.4',
      mean: '2.4000',
    });
  });

  it('shares out the weight of a question that does not apply, and takes one that some respondents answered', () => {
    expect(capability('joint-marketing', [sheet(3, { JM2: 'n/a' })])).toMatchObject({
      formula: '(60 x 3) / 60 = 3',
      countedWeight: 60,
    });
    const divided = [sheet(3, { JM2: 'n/a' }), sheet(3, { JM2: 1 })];
    expect(capability('joint-marketing', divided).formula).toBe('(60 x 3 + 40 x 1) / 100 = 2.2');
  });

  it('asks its core questions alone in the short form', () => {
    expect(capability('joint-marketing', [sheet(2, { JM1: 3, JM2: 1 })], 'core')).toMatchObject({
      formula: '(60 x 3) / 60 = 3',
      terms: [{ id: 'JM1' }, { id: 'JM2', value: null, standing: 'not_asked' }],
    });
  });
});

describe('An area and the overall mean', () => {
  it('are means by weight of what stands below them', () => {
    const told = {
      'joint-marketing': 3,
      'product-catalogue': 2,
      'account-management': 2,
      'contact-management': 4,
    } as const;
    const { areas, overall } = scoreOf(model, 'full', [sheet(2, told)]);
    expect(areas[0]?.formula).toBe('(35 x 3 + 25 x 2 + 25 x 2 + 15 x 4) / 100 = 2.65');
    // 15 x 2.65 + 85 x 2 = 209.75
    expect(overall).toMatchObject({ exact: '2.0975', mean: '2.0975' });
    expect(overall.formula).toBe('(15 x 2.65 + 20 x 2 + 15 x 2 + 20 x 2 + 18 x 2 + 12 x 2) / 100 = 2.0975');
  });

  it('share out the weight of a capability, and of a whole area, that does not apply', () => {
    const told = { 'contact-management': 'n/a', 'joint-marketing': 4 } as const;
    const { areas } = scoreOf(model, 'full', [sheet(2, told)]);
    expect(areas[0]).toMatchObject({ formula: '(35 x 4 + 25 x 2 + 25 x 2) / 85 = 48/17', mean: '2.8235' });
    const none = { 'partner-service-requests': 'n/a', 'partner-led-service': 'n/a', warranty: 'n/a' } as const;
    const { overall, areas: rest } = scoreOf(model, 'full', [sheet(3, none)]);
    expect(rest[2]).toMatchObject({ id: 'post-sales', mean: null, standing: 'not_applicable' });
    expect(overall.formula).toBe('(15 x 3 + 20 x 3 + 20 x 3 + 18 x 3 + 12 x 3) / 85 = 3');
  });

  it('have no value while nothing is answered, and say what is open', () => {
    const score = scoreOf(model, 'core', []);
    expect(score).toMatchObject({
      isComplete: false,
      level: null,
      next: null,
      overall: { mean: null, standing: 'open' },
    });
    expect(score.open).toHaveLength(24);
  });
});

describe('Whatever is answered', () => {
  const given = fc.constantFrom<Given>(1, 2, 3, 4, 'n/a');
  const answers = fc.array(given, { minLength: questions.length, maxLength: questions.length });
  const told = (levels: readonly Given[]): Record<string, Given> =>
    Object.fromEntries(questions.map(({ id }, index) => [id, levels[index] ?? 1]));

  it('raising an answer never lowers a mean or the level', () => {
    fc.assert(
      fc.property(answers, fc.nat(questions.length - 1), (levels, at) => {
        const level = levels[at]!;
        fc.pre(level !== 'n/a' && level < 4);
        const before = scoreOf(model, 'full', [sheet(1, told(levels))]);
        const raised = levels.map((each, index) => (index === at ? (each as number) + 1 : each)) as Given[];
        const after = scoreOf(model, 'full', [sheet(1, told(raised))]);
        expect(after.level!).toBeGreaterThanOrEqual(before.level!);
        const lines = (score: typeof before) => [...score.capabilities, ...score.areas, score.overall];
        lines(after).forEach((line, index) => {
          const old = lines(before)[index]!;
          if (line.exact === null) expect(old.exact).toBeNull();
          else expect(Ratio.parse(line.exact).compare(Ratio.parse(old.exact!))).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  it('the order of respondents, of answers and of the model’s own lists changes no mean and no level', () => {
    fc.assert(
      fc.property(answers, answers, (one, other) => {
        const sheets = [sheet(1, told(one)), sheet(1, told(other))];
        const turned = sheets.map((each) => ({ ...each, answers: [...each.answers].reverse() })).reverse();
        const turnedModel = {
          ...model,
          areas: [...model.areas].reverse(),
          gates: [...model.gates].reverse(),
          capabilities: [...model.capabilities].reverse(),
        };
        const [score, again] = [scoreOf(model, 'full', sheets), scoreOf(turnedModel, 'full', turned)];
        expect([again.level, again.overall.exact]).toEqual([score.level, score.overall.exact]);
      }),
    );
  });

  it('a mean lies between the lowest and the highest answer', () => {
    fc.assert(
      fc.property(answers, (levels) => {
        const counted = levels.filter((level) => level !== 'n/a');
        fc.pre(counted.length > 0);
        const { exact } = scoreOf(model, 'full', [sheet(1, told(levels))]).overall;
        expect(Ratio.parse(exact!).compare(Ratio.of(Math.min(...counted)))).toBeGreaterThanOrEqual(0);
        expect(Ratio.parse(exact!).compare(Ratio.of(Math.max(...counted)))).toBeLessThanOrEqual(0);
      }),
    );
  });
});
