import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { RewardAccount, type RewardAccountState } from './reward-account.js';
import { toPublished } from './reward-account.published.js';

// A bigint comes as a text; points stay far below 2^53.
const whole = { to: (points: number) => points, from: Number };

export const rewardAccountSchema = new EntitySchema<RewardAccountState>({
  name: 'reward_account',
  columns: {
    id: { type: 'uuid', primary: true },
    partnerId: { type: 'uuid' },
    kind: { type: 'text' },
    pending: { type: 'bigint', transformer: whole },
    available: { type: 'bigint', transformer: whole },
    lots: { type: 'jsonb' },
    releaseDueAt: { type: 'timestamptz', nullable: true },
  },
});

export const rewardAccounts = defineStore({
  noun: 'reward account',
  aggregate: RewardAccount,
  schema: rewardAccountSchema,
  publish: toPublished,
  partnerOf: (account) => account.partnerId,
});
