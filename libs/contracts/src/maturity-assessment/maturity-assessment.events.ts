import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, decimal, id, instant, number, subject, text, word } from '../vocabulary.js';

const level = z.int().min(1).max(4).describe('Level from 1 to 4');
const mean = decimal.nullable().describe('From 1 to 4, rounded to four places; null if it does not apply');

/** A finished assessment: what it came to, and by which release of which model. Who answered what stays in the service. */
export const maturityAssessmentV1 = z.object({
  id,
  number: number.nullable(),
  name: text,
  organization: z.object({
    name: text,
    industry: code,
    size: word(['1-49', '50-249', '250-999', '1000-4999', '5000+']).describe('Employees'),
    region: code,
    isOwn: z.boolean().describe('The vendor that runs this deployment'),
  }),
  model: z.object({ id, key: code, release: z.int().min(1) }),
  form: word(['core', 'full']),
  level,
  overall: decimal.describe('The weighted mean from 1 to 4, rounded to four places'),
  areas: z.array(z.object({ id: code, mean })).max(20),
  capabilities: z.array(z.object({ id: code, area: code, mean })).max(100),
  respondents: z.int().min(0).describe('How many answered for the organization'),
  partnerRespondents: z.int().min(0).describe('How many partners’ people answered; they do not count in the score'),
  finalizedAt: instant,
});
export type MaturityAssessmentV1 = z.infer<typeof maturityAssessmentV1>;

const sampleAssessment: MaturityAssessmentV1 = {
  id: '0190f3a0-0000-7000-8000-0000000000c0',
  number: 'MA-2026-000003',
  name: 'Yearly self-assessment',
  organization: {
    name: 'Tributary Networks',
    industry: 'network_equipment',
    size: '250-999',
    region: 'EMEA',
    isOwn: true,
  },
  model: { id: '0190f3a0-0000-7000-8000-0000000000c1', key: 'tributary-prm', release: 1 },
  form: 'core',
  level: 2,
  overall: '2.1350',
  areas: [{ id: 'presales', mean: '2.2500' }],
  capabilities: [
    { id: 'joint-marketing', area: 'presales', mean: '2.0000' },
    { id: 'mobile-access', area: 'technology-analytics', mean: null },
  ],
  respondents: 3,
  partnerRespondents: 1,
  finalizedAt: '2026-03-20T15:00:00.000Z',
};

const assessment = {
  service: 'maturity-assessment',
  aggregate: 'maturity-assessment',
  about: 'assessment',
  version: 1,
  audience: 'vendor',
} as const;

/** An assessment is final: its result never changes again, whatever the model becomes. */
export const maturityAssessmentCompletedV1 = defineEvent({
  ...assessment,
  name: 'MaturityAssessmentCompleted',
  summary: 'An assessment is final: its result never changes again, whatever the model becomes.',
  when: 'When the vendor finalizes a reviewed assessment',
  data: z.object({ assessment: maturityAssessmentV1, finalizedBy: subject }),
  sample: { assessment: sampleAssessment, finalizedBy: 'channel-manager' },
});

/** The organization stands on another level than after its last final assessment; `from` is null after its first one. */
export const maturityLevelChangedV1 = defineEvent({
  ...assessment,
  name: 'MaturityLevelChanged',
  summary:
    'The organization stands on another level than after its last final assessment; `from` is null after its first.',
  when: 'With MaturityAssessmentCompleted, if the level differs from that of the last final assessment',
  data: z.object({
    assessment: maturityAssessmentV1,
    from: level.nullable(),
    to: level,
    previousAssessmentId: id.nullable(),
  }),
  sample: {
    assessment: sampleAssessment,
    from: 1,
    to: 2,
    previousAssessmentId: '0190f3a0-0000-7000-8000-0000000000c2',
  },
});
