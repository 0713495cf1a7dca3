import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { PartnerUser, type PartnerUserState } from './partner-user.js';

export const partnerUserSchema = new EntitySchema<PartnerUserState>({
  name: 'partner_user',
  columns: {
    id: { type: 'uuid', primary: true },
    partnerId: { type: 'uuid' },
    email: { type: 'text' },
    name: { type: 'text' },
    roles: { type: 'jsonb' },
    status: { type: 'text' },
    invitedBy: { type: 'text' },
    subject: { type: 'text', nullable: true },
  },
});

export const partnerUsers = defineStore({
  noun: 'partner user',
  aggregate: PartnerUser,
  schema: partnerUserSchema,
  // Who works for a partner is personal data: it stays here.
  publish: () => [],
  partnerOf: (user) => user.partnerId,
  personal: ['email', 'name'],
  conflicts: {
    partner_user_once: () => new Conflict('USER_INVITED_ALREADY', 'This address has access already.'),
    partner_user_subject: () => new Conflict('JOINED_ALREADY', 'You act for this partner already.'),
  },
});
