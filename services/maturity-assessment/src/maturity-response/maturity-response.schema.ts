import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { MaturityResponse, type MaturityResponseState } from './maturity-response.js';

export const maturityResponseSchema = new EntitySchema<MaturityResponseState>({
  name: 'maturity_response',
  columns: {
    id: { type: 'uuid', primary: true },
    assessmentId: { type: 'uuid' },
    respondent: { type: 'text' },
    subject: { type: 'text' },
    partnerId: { type: 'uuid', nullable: true },
    role: { type: 'text' },
    isDismissed: { type: 'boolean' },
    answers: { type: 'jsonb' },
  },
});

export const maturityResponses = defineStore({
  noun: 'maturity response',
  aggregate: MaturityResponse,
  schema: maturityResponseSchema,
  // Private: who answered what is nobody else's business.
  publish: () => [],
  partnerOf: ({ partnerId }) => partnerId,
  // Why somebody was let go stays with the vendor, also once the person is named again.
  vendorOnlyEvents: ['RespondentDismissed'],
  conflicts: {
    maturity_response_respondent_key: () => new Conflict('RESPONDENT_KNOWN', 'This person is a respondent already.'),
    maturity_response_open: () => new Conflict('ANSWERS_CLOSED', 'The assessment takes no answers any more.'),
  },
});
