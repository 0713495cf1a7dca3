import type { RuleViolation } from '@tributary/kernel';
import { InvalidTransition } from '@tributary/kernel';
import { shippedModel } from './maturity-model.file.js';
import { MaturityModel } from './maturity-model.js';

const now = new Date('2026-03-02T09:00:00.000Z');
const shipped = MaturityModel.ship('00000000-0000-7000-8000-000000000001', shippedModel(), now);
const draft = (): MaturityModel => {
  const model = MaturityModel.draft('00000000-0000-7000-8000-000000000002', shipped.state, {
    key: 'tributary-prm',
    release: 2,
  });
  model.pullEvents();
  return model;
};

describe('A release of a model', () => {
  it('begins as a copy of another one, as a draft', () => {
    const model = MaturityModel.draft('00000000-0000-7000-8000-000000000002', shipped.state, {
      key: 'own',
      release: 1,
    });
    expect(model.state).toMatchObject({ key: 'own', release: 1, status: 'draft', basedOn: shipped.state.id });
    expect(model.state.capabilities).toEqual(shipped.state.capabilities);
    expect(model.pullEvents()).toEqual([{ type: 'MaturityModelDrafted', release: 1 }]);
  });

  it('is revised and published, and says by whom', () => {
    const model = draft();
    model.revise({ gates: [{ level: 4, capability: 'profile', atLeast: '3.5' }] });
    model.publish('ada', now);
    expect(model.state).toMatchObject({ status: 'published', publishedBy: 'ada', publishedAt: now });
    expect(model.pullEvents()).toEqual([
      { type: 'MaturityModelRevised' },
      { type: 'MaturityModelPublished', release: 2 },
    ]);
  });

  it('is not published while it is unfit, and names every fault', () => {
    const model = draft();
    model.revise({ areas: model.state.areas.slice(1), gates: [{ level: 2, capability: 'none', atLeast: '5' }] });
    model.pullEvents();
    const refusal = caught(() => model.publish('ada', now));
    expect(refusal).toMatchObject({ code: 'MODEL_UNFIT' });
    expect((refusal as RuleViolation).facts.errors?.map(({ detail }) => detail)).toEqual([
      'the weights of the areas sum to 85, not 100',
      ...['joint-marketing', 'product-catalogue', 'account-management', 'contact-management'].map(
        (id) => `capability ${id} stands in an unknown area presales`,
      ),
      'a gate names an unknown capability none',
      'the gate on none asks for 5, which is no score',
    ]);
    expect([model.state.status, model.pullEvents()]).toEqual(['draft', []]);
  });

  it('never changes once it is published', () => {
    const model = draft();
    model.publish('ada', now);
    model.pullEvents();
    expect(caught(() => model.revise({ basis: 'opinion' }))).toBeInstanceOf(InvalidTransition);
    expect(caught(() => model.publish('ada', now))).toBeInstanceOf(InvalidTransition);
    expect(model.pullEvents()).toEqual([]);
  });
});

function caught(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('It was allowed.');
}
