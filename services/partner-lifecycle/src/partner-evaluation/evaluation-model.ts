export const parameterIds = ['potential', 'interest', 'attractiveness'] as const;
export type ParameterId = (typeof parameterIds)[number];

export const partnershipTypes = ['strategic', 'futuristic', 'transactional', 'ineffective'] as const;
export type PartnershipType = (typeof partnershipTypes)[number];

export interface Criterion {
  readonly id: string;
  readonly name: string;
  readonly weight: number;
  /** A score of 0 blocks approval; the role named here may lift it, in writing. */
  readonly knockout?: 'finance' | 'compliance';
  readonly candidate: string;
  readonly active: string;
  /** What each score from 0 to 5 looks like. */
  readonly anchors: readonly string[];
}

export interface Parameter {
  readonly id: ParameterId;
  readonly question: string;
  readonly criteria: readonly Criterion[];
}

export type Weights = Readonly<Record<string, number>>;

export interface Play {
  readonly name: string;
  readonly do: string;
  readonly stopWhen: string;
}

/** Criteria, weights and anchors of one version; a partner type may carry a complete weight set of its own. */
export interface EvaluationModelSpec {
  readonly id: string;
  readonly version: number;
  readonly basis: string;
  readonly threshold: number;
  readonly veryHighPotential: number;
  /** Points by which the threshold must be passed to change a side at once. */
  readonly band: number;
  readonly dwellDays: number;
  readonly parameters: readonly Parameter[];
  readonly overrides: Readonly<Record<string, Readonly<Record<ParameterId, Weights>>>>;
  readonly plays: Readonly<Record<PartnershipType, Play>>;
}

export interface WeighedCriterion extends Criterion {
  readonly parameter: ParameterId;
}

/** The model in force: answers which criteria count for a partner type, and with which weight. */
export class EvaluationModel {
  constructor(readonly spec: EvaluationModelSpec) {}

  /** Criteria of a parameter that are asked of this partner type. Weight 0 means not asked, and then its knock-out does not apply. */
  criteria(parameter: ParameterId, partnerType: string): readonly WeighedCriterion[] {
    const weights = this.spec.overrides[partnerType]?.[parameter];
    const criteria = this.spec.parameters.find(({ id }) => id === parameter)?.criteria ?? [];
    return criteria
      .map((criterion) => ({
        ...criterion,
        parameter,
        weight: weights === undefined ? criterion.weight : (weights[criterion.id] ?? 0),
      }))
      .filter(({ weight }) => weight > 0);
  }

  asked(partnerType: string): readonly WeighedCriterion[] {
    return parameterIds.flatMap((parameter) => this.criteria(parameter, partnerType));
  }
}
