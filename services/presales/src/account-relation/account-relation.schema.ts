import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { AccountRelation, type AccountRelationState } from './account-relation.js';
import { toPublished } from './account-relation.published.js';

export const accountRelationSchema = new EntitySchema<AccountRelationState>({
  name: 'account_relation',
  columns: {
    id: { type: 'uuid', primary: true },
    accountId: { type: 'uuid' },
    partnerId: { type: 'uuid' },
    kind: { type: 'text' },
    validFrom: { type: 'date' },
    validUntil: { type: 'date', nullable: true },
  },
});

export const accountRelations = defineStore({
  noun: 'relation',
  aggregate: AccountRelation,
  schema: accountRelationSchema,
  publish: toPublished,
  partnerOf: (relation) => relation.partnerId,
  conflicts: {
    account_relation_once: () =>
      new Conflict('RELATION_EXISTS', 'The partner has this relation to the account already.'),
  },
});
