import {
  maturityAssessmentCompletedV1,
  maturityLevelChangedV1,
  type MaturityAssessmentV1,
  type PublishedEvent,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { MaturityAssessmentEvent, MaturityAssessmentState } from './assessment-state.js';

export function toPublished(
  assessment: Saved<MaturityAssessmentState>,
  event: MaturityAssessmentEvent,
): readonly PublishedEvent[] {
  switch (event.type) {
    case 'AssessmentFinalized': {
      const { finalizedBy } = event;
      return [maturityAssessmentCompletedV1.of(assessment.id, { assessment: publicState(assessment), finalizedBy })];
    }
    case 'LevelChanged': {
      const { from, to, previousId: previousAssessmentId } = event;
      const data = { assessment: publicState(assessment), from, to, previousAssessmentId };
      return [maturityLevelChangedV1.of(assessment.id, data)];
    }
    case 'AssessmentOpened': // private on purpose: an opinion in the making
    case 'AssessmentRevised':
    case 'AssessmentStarted':
    case 'AssessmentSubmitted':
    case 'AssessmentReturned':
    case 'AssessmentReviewed':
      return [];
  }
}

function publicState(assessment: Saved<MaturityAssessmentState>): MaturityAssessmentV1 {
  const { id, number, name, organization, form, result, level, overall, finalizedAt } = assessment;
  if (result === null || level === null || overall === null || finalizedAt === null)
    throw new Error('A final assessment has a result.');
  const { capabilities, areas } = result.score;
  return {
    ...{ id, number, name, organization, form, level, overall },
    model: { id: assessment.modelId, key: assessment.modelKey, release: assessment.modelRelease },
    areas: areas.map(({ id: area, mean }) => ({ id: area, mean })),
    capabilities: capabilities.map(({ id: capability, area, mean }) => ({ id: capability, area, mean })),
    respondents: result.respondents.length,
    partnerRespondents: result.partnerRespondents,
    finalizedAt: finalizedAt.toISOString(),
  };
}
