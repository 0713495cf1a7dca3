import { parameterIds, partnershipTypes, type EvaluationModelSpec } from './evaluation-model.js';

const total = (weights: readonly number[]): number => weights.reduce((sum, weight) => sum + weight, 0);

function faultsOfCriteria(spec: EvaluationModelSpec): string[] {
  return spec.parameters.flatMap((parameter) => {
    const sum = total(parameter.criteria.map(({ weight }) => weight));
    return [
      ...(sum === 100 ? [] : [`the weights of ${parameter.id} add up to ${sum}, not 100`]),
      ...parameter.criteria
        .filter(({ anchors }) => anchors.length !== 6)
        .map(({ id }) => `${id} needs one anchor for each score from 0 to 5`),
    ];
  });
}

function faultsOfOverrides(spec: EvaluationModelSpec): string[] {
  return Object.entries(spec.overrides).flatMap(([partnerType, override]) =>
    parameterIds.flatMap((parameter) => {
      const weights = override[parameter] ?? {};
      const ids = spec.parameters.find(({ id }) => id === parameter)?.criteria.map(({ id }) => id) ?? [];
      const sum = total(Object.values(weights));
      return [
        ...(sum === 100 ? [] : [`the ${parameter} weights of ${partnerType} add up to ${sum}, not 100`]),
        ...(ids.every((id) => id in weights) && Object.keys(weights).length === ids.length
          ? []
          : [`the ${parameter} weights of ${partnerType} are not a complete set`]),
      ];
    }),
  );
}

/** Everything that makes a model unfit to score with; empty when it is fit. */
export function faultsOf(spec: EvaluationModelSpec): readonly string[] {
  const ids = spec.parameters.flatMap(({ criteria }) => criteria.map(({ id }) => id));
  return [
    ...(parameterIds.every((id) => spec.parameters.some((parameter) => parameter.id === id))
      ? []
      : ['a parameter is missing']),
    ...(new Set(ids).size === ids.length ? [] : ['two criteria have the same id']),
    ...(partnershipTypes.every((type) => type in spec.plays) ? [] : ['a partnership type has no play']),
    ...faultsOfCriteria(spec),
    ...faultsOfOverrides(spec),
  ];
}
