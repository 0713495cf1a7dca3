import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, id, instant, number, word } from '../vocabulary.js';
import { partnershipType, samplePartner } from './partner.events.js';

const score = z.number().min(0).max(100);

/** The vendor's judgement of a partner or an applicant. Exactly one of `partnerId` and `applicationId` may be missing. */
export const partnerEvaluationV1 = z.object({
  id,
  number: number.nullable(),
  partnerId: id.nullable(),
  applicationId: id.nullable(),
  potential: score,
  interest: score,
  attractiveness: score,
  partnershipType,
  recommendation: word(['proceed', 'nurture', 'proceed_with_very_high_potential', 'decline']),
  confidence: z.number().min(0).max(100).describe('Percent of the criteria that are backed by evidence'),
  provisional: z.boolean(),
  criteriaVersion: code,
  evaluatedAt: instant,
});
export type PartnerEvaluationV1 = z.infer<typeof partnerEvaluationV1>;

const sampleEvaluation: PartnerEvaluationV1 = {
  id: '0190f3a0-0000-7000-8000-000000000020',
  number: null,
  partnerId: samplePartner.id,
  applicationId: '0190f3a0-0000-7000-8000-000000000010',
  potential: 78,
  interest: 71.5,
  attractiveness: 66,
  partnershipType: 'strategic',
  recommendation: 'proceed',
  confidence: 82,
  provisional: false,
  criteriaVersion: '2026-1',
  evaluatedAt: '2026-01-04T14:00:00.000Z',
};

const evaluation = {
  service: 'partner-lifecycle',
  aggregate: 'partner-evaluation',
  about: 'evaluation',
  version: 1,
  audience: 'vendor',
} as const;

/** A partner or an applicant was scored on potential, interest and attractiveness. */
export const partnerEvaluatedV1 = defineEvent({
  ...evaluation,
  name: 'PartnerEvaluated',
  summary: 'A partner or an applicant was scored on potential, interest and attractiveness.',
  when: 'When the vendor completes an evaluation; a score that is still open tells nothing',
  data: z.object({ evaluation: partnerEvaluationV1 }),
  sample: { evaluation: sampleEvaluation },
});

/** An evaluation put the partner into another of the four partnership types. */
export const partnershipTypeChangedV1 = defineEvent({
  ...evaluation,
  name: 'PartnershipTypeChanged',
  summary: 'An evaluation put the partner into another of the four partnership types.',
  when: 'With PartnerEvaluated, if the partner falls into another type than before',
  data: z.object({ evaluation: partnerEvaluationV1, from: partnershipType.nullable(), to: partnershipType }),
  sample: { evaluation: sampleEvaluation, from: 'futuristic', to: 'strategic' },
});
