import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { RewardProgram, type RewardProgramState } from './reward-program.js';

export const rewardProgramSchema = new EntitySchema<RewardProgramState>({
  name: 'reward_program',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    currency: { type: 'text' },
    status: { type: 'text' },
    startsOn: { type: 'date' },
    endsOn: { type: 'date', nullable: true },
    partnerTypes: { type: 'jsonb' },
    pendingDays: { type: 'integer' },
    rates: { type: 'jsonb' },
    certificationPoints: { type: 'jsonb' },
    openedAt: { type: 'timestamptz', nullable: true },
  },
});

export const rewardPrograms = defineStore({
  noun: 'reward program',
  aggregate: RewardProgram,
  schema: rewardProgramSchema,
  // What a program gives is told with each earning.
  publish: () => [],
});
