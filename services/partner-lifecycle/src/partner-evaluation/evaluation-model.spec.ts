import { readFileSync } from 'node:fs';
import { evaluationModelFrom, shippedEvaluationModel } from './evaluation-criteria.file.js';

const yaml = readFileSync(`${__dirname}/../../data/evaluation-criteria.yaml`, 'utf8');

describe('the evaluation model', () => {
  it('ships with three parameters of seven criteria each and a play per type', () => {
    const { spec } = shippedEvaluationModel();
    expect(spec.parameters.map(({ id, criteria }) => [id, criteria.length])).toEqual([
      ['potential', 7],
      ['interest', 7],
      ['attractiveness', 7],
    ]);
    expect(spec.plays.futuristic.name).toBe('incubate');
  });

  it('asks an agent nothing that has weight 0, so its knock-out does not apply', () => {
    expect(
      shippedEvaluationModel()
        .asked('agent')
        .map(({ id }) => id),
    ).not.toContain('P7');
    expect(
      shippedEvaluationModel()
        .asked('distributor')
        .map(({ id }) => id),
    ).toContain('P7');
  });

  it('uses the default weights for a type without a set of its own', () => {
    const weights = shippedEvaluationModel()
      .criteria('potential', 'system_integrator')
      .map(({ weight }) => weight);
    expect(weights).toEqual([20, 18, 15, 15, 12, 10, 10]);
  });

  it('refuses to boot on weights that do not add up, and names every fault', () => {
    const broken = yaml.replace('weight: 20', 'weight: 21').replace('P1: 22, P2: 20', 'P1: 23, P2: 20');
    expect(() => evaluationModelFrom(broken)).toThrow(
      'the weights of potential add up to 101, not 100; the potential weights of distributor add up to 101',
    );
  });

  it('refuses a weight set that is not complete and an anchor that is missing', () => {
    expect(() => evaluationModelFrom(yaml.replace('P6: 8, P7: 20', 'P6: 28'))).toThrow(
      'the potential weights of distributor are not a complete set',
    );
    expect(() => evaluationModelFrom(yaml.replace(/['"]Shrinking slightly['"],\s*/, ''))).toThrow(
      'P6 needs one anchor for each score from 0 to 5',
    );
  });
});
