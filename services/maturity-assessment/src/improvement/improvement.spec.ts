import fc from 'fast-check';
import { Ratio } from '@tributary/kernel';
import { model, questions, sheet, type Given } from '../../test/sheets.js';
import { scoreOf } from '../maturity-score/score.js';
import { improvementsOf, type Targets } from './improvement.js';

const none: Targets = { targets: [], targetLevel: null };
const improvements = (base: Given, told: Record<string, Given> = {}, targets: Targets = none) =>
  improvementsOf(model, scoreOf(model, 'full', [sheet(base, told)]), targets);
const gap = (capability: string, ...given: Parameters<typeof improvements>) =>
  improvements(...given).gaps.find((each) => each.capability === capability)!;

describe('A gap', () => {
  it('is ranked by gap x weight / effort, and shows it', () => {
    // Deal registration at (60 x 2 + 40 x 3) / 100 = 2.4; R02 lifts 2 -> 3 with 14 person-weeks in 16 weeks.
    const found = gap('deal-registration', 2, { DR2: 3 });
    expect(found).toMatchObject({
      ...{ score: '2.4000', target: 3, targetSource: 'next_level', gap: '0.6000', weight: '7.00', effort: '8.40' },
      ...{ priority: '0.5000', formula: '0.6000 x 7.00 / 8.40 = 0.5000' },
      steps: [{ id: 'R02', from: '2.4', to: 3, effort: '8.40', weeks: '9.60', isGenerated: false }],
    });
    const { gaps } = improvements(2, { DR2: 3 });
    const order = gaps.map(({ priority }) => Number(priority));
    expect(order).toEqual([...order].sort((a, b) => b - a));
  });

  it('names what an initiative requires and is not reached yet', () => {
    expect(gap('deal-registration', 2).steps[0]).toMatchObject({
      requires: ['R01', 'R05'],
      openPrerequisites: ['R05'],
    });
    expect(gap('deal-registration', 2, { 'account-management': 3 }).steps[0]?.openPrerequisites).toEqual([]);
  });

  it('goes step by step to a target that is further away', () => {
    const targets: Targets = { targets: [{ capability: 'deal-registration', level: 4 }], targetLevel: 2 };
    const far = gap('deal-registration', 1, {}, targets);
    expect(far).toMatchObject({ targetSource: 'capability', gap: '3.0000', effort: '28.00' });
    expect(far.steps.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['R01', '1', 2],
      ['R02', '2', 3],
      ['R26', '3', 4],
    ]);
    expect(gap('profile', 1, {}, targets)).toMatchObject({ target: 2, targetSource: 'assessment' });
  });

  it('has a step made from the next anchor where the catalog has none', () => {
    const [step, ...more] = gap('mobile-access', 3).steps;
    expect(more).toEqual([]);
    expect(step).toMatchObject({
      id: 'mobile-access-4',
      isGenerated: true,
      effort: '16.00',
      weeks: '32.00',
      kpi: null,
    });
    expect(step?.name).toBe(questions.find(({ id }) => id === 'MO1')?.anchors[3]);
  });

  it('takes that anchor from the question that is answered lowest', () => {
    const anchor = questions.find(({ id }) => id === 'PC2')?.anchors[3];
    expect(gap('product-catalogue', 4, { PC2: 3 }).steps).toMatchObject([
      { from: '3.6', name: anchor, effort: '6.40' },
    ]);
  });

  it('weighs more when what does not apply has left the sum', () => {
    const told = { 'opportunity-management': 'n/a', 'special-pricing': 'n/a', 'quote-cpq': 'n/a' } as const;
    expect(gap('deal-registration', 2, told).weight).toBe('20.00');
    expect(improvements(2, told).gaps.some(({ capability }) => capability === 'quote-cpq')).toBe(false);
  });
});

describe('A strength', () => {
  it('is a target that is reached, the one that passes it by most first', () => {
    const targets: Targets = { targets: [], targetLevel: 3 };
    const { strengths, gaps } = improvements(2, { warranty: 4, profile: 3, communication: 4 }, targets);
    expect(strengths.map(({ capability, surplus }) => [capability, surplus])).toEqual([
      ['warranty', '1.0000'],
      ['communication', '1.0000'],
      ['profile', '0.0000'],
    ]);
    expect(gaps).toHaveLength(21);
    expect(improvements(4).gaps).toEqual([]);
  });
});

it('whatever is answered: what counts is a gap or a strength, every gap has steps that reach its target, and effort is above zero', () => {
  const answers = fc.array(fc.constantFrom<Given>(1, 2, 3, 4, 'n/a'), { minLength: 34, maxLength: 34 });
  fc.assert(
    fc.property(answers, fc.constantFrom(1, 2, 3, 4, null), (levels, targetLevel) => {
      const told = Object.fromEntries(questions.map(({ id }, index) => [id, levels[index]!]));
      const score = scoreOf(model, 'full', [sheet(1, told)]);
      const { gaps, strengths } = improvementsOf(model, score, { targets: [], targetLevel });
      const counted = score.capabilities.filter(({ standing }) => standing === 'counted');
      expect(gaps.length + strengths.length).toBe(counted.length);
      for (const { steps, target, effort } of gaps) {
        expect(steps.at(-1)!.to).toBeGreaterThanOrEqual(target);
        expect(Ratio.parse(effort).compare(Ratio.of(0))).toBe(1);
        steps.slice(1).forEach(({ from }, index) => expect(from).toBe(String(steps[index]!.to)));
      }
    }),
  );
});
