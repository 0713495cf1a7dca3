import {
  partnerEvaluatedV1,
  partnershipTypeChangedV1,
  type PartnerEvaluationV1,
  type PublishedEvent,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { PartnerEvaluationEvent, PartnerEvaluationState } from './partner-evaluation.js';

export function toPublished(
  evaluation: Saved<PartnerEvaluationState>,
  event: PartnerEvaluationEvent,
): readonly PublishedEvent[] {
  switch (event.type) {
    case 'EvaluationCompleted':
      return [partnerEvaluatedV1.of(evaluation.id, { evaluation: publicState(evaluation) })];
    case 'PartnershipTypeChanged': {
      const { from, to } = event;
      return [partnershipTypeChangedV1.of(evaluation.id, { evaluation: publicState(evaluation), from, to })];
    }
    case 'EvaluationOpened': // private on purpose: an opinion in the making
    case 'EvaluationScored':
    case 'EvaluationReopened':
    case 'KnockoutLifted':
      return [];
  }
}

function publicState({ id, number, result, ...evaluation }: Saved<PartnerEvaluationState>): PartnerEvaluationV1 {
  const classification = result?.classification;
  if (!result || !classification) throw new Error('A completed evaluation has a result.');
  const { potential, interest, attractiveness } = result.parameters;
  return {
    id,
    number,
    partnerId: evaluation.partnerId,
    applicationId: evaluation.applicationId,
    potential: potential.score ?? 0,
    interest: interest.score ?? 0,
    attractiveness: attractiveness.score ?? 0,
    partnershipType: classification.type,
    recommendation: classification.recommendation,
    confidence: Math.round(Math.min(interest.confidence, attractiveness.confidence) * 1000) / 10,
    provisional: classification.provisional,
    criteriaVersion: `${evaluation.modelId}-${evaluation.modelVersion}`,
    evaluatedAt: (evaluation.completedAt ?? evaluation.updatedAt).toISOString(),
  };
}
