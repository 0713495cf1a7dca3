import { pipeline } from '../../test/opportunities.js';
import { mustBeWhole, Pipeline } from './pipeline.js';

const { stages } = pipeline;
const incomplete = expect.objectContaining({ code: 'PIPELINE_INCOMPLETE' });

it('a pipeline leads from an open stage to a win or a loss', () => {
  expect(() => mustBeWhole(stages)).not.toThrow();
});

it.each([
  ['no stage at all', []],
  ['no stage for a win', stages.filter(({ outcome }) => outcome !== 'won')],
  ['two stages for a loss', [...stages, ...stages.slice(-1)]],
  ['no open stage at its beginning', [...stages].reverse()],
])('a pipeline with %s is refused', (_, faulty) => {
  expect(() => mustBeWhole(faulty)).toThrow(incomplete);
});

it('a stage that stands twice in a pipeline is refused', () => {
  expect(() => mustBeWhole([...stages.slice(0, 1), ...stages])).toThrow(
    expect.objectContaining({ code: 'PIPELINE_STAGE_TWICE' }),
  );
});

it('a pipeline that would lose its end is not changed, and nothing is on record', () => {
  const known = new Pipeline({ id: 'p1', code: 'default', name: 'Default', isDefault: true, stages });
  expect(() => known.change({ stages: stages.slice(0, -1) })).toThrow(incomplete);
  expect(known.pullEvents()).toEqual([]);
  known.change({ name: 'Standard' });
  expect(known.pullEvents()).toEqual([{ type: 'PipelineChanged' }]);
  expect(known.state).toMatchObject({ name: 'Standard', stages });
});
