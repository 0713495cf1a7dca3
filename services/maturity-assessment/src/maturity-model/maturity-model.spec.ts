import { MaturityModel } from './maturity-model.js';
import { shippedModel } from './maturity-model.file.js';
import { faultsOf } from './model-check.js';
import type { ModelContent } from './model-content.js';

const shipped = shippedModel();
const withQuestion = (change: object): ModelContent => {
  const [first, ...rest] = shipped.capabilities;
  return {
    ...shipped,
    capabilities: [
      { ...first!, questions: [{ ...first!.questions[0]!, ...change }, ...first!.questions.slice(1)] },
      ...rest,
    ],
  };
};
const withInitiative = (change: object): ModelContent => ({
  ...shipped,
  initiatives: [{ ...shipped.initiatives[0]!, ...change }, ...shipped.initiatives.slice(1)],
});

describe('The shipped model', () => {
  it('has 24 capabilities in six areas, 34 questions of which 24 are core, and 32 initiatives', () => {
    const questions = shipped.capabilities.flatMap((capability) => capability.questions);
    expect([
      shipped.capabilities.length,
      shipped.areas.length,
      questions.length,
      questions.filter(({ core }) => core).length,
      shipped.initiatives.length,
    ]).toEqual([24, 6, 34, 24, 32]);
  });

  it('says that its figures are estimates of experts', () => {
    expect(shipped.basis).toBe('expert_estimate');
  });

  it('is recorded when it is shipped', () => {
    const model = MaturityModel.ship('00000000-0000-7000-8000-000000000001', shipped, new Date(0));
    expect(model.state).toMatchObject({ key: 'tributary-prm', release: 1 });
    expect(model.pullEvents()).toEqual([{ type: 'MaturityModelShipped', release: 1 }]);
  });
});

describe('A model is unfit to assess with when', () => {
  it.each([
    ['weights do not sum to 100', { ...shipped, areas: shipped.areas.slice(1) }, /the weights of the areas sum to 85/],
    ['a question lacks an anchor', withQuestion({ anchors: ['a', 'b', 'c'] }), /question JM1 has no four anchors/],
    [
      'cuts are out of order',
      withQuestion({ evidence: { ...shipped.capabilities[0]!.questions[0]!.evidence, cuts: ['50', '20', '75'] } }),
      /cuts of question JM1/,
    ],
    [
      'a gate names nothing',
      { ...shipped, gates: [{ level: 2 as const, capability: 'x', atLeast: '1' }] },
      /unknown capability x/,
    ],
    ['an initiative requires what is not there', withInitiative({ requires: ['R99'] }), /R01 requires an unknown R99/],
    [
      'an initiative requires itself in the end',
      withInitiative({ requires: ['R02'] }),
      /R01 requires itself in the end/,
    ],
    ['an initiative lifts nothing', withInitiative({ to: 1 }), /R01 lifts nothing/],
    [
      'a name is there twice',
      { ...shipped, capabilities: [...shipped.capabilities, shipped.capabilities[0]!] },
      /capability joint-marketing is there twice/,
    ],
  ])('%s', (_name, model, fault) => {
    expect(faultsOf(model).join('; ')).toMatch(fault);
  });
});
