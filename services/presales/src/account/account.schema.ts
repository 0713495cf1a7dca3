import { Conflict, RuleViolation } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { Account, type AccountState } from './account.js';
import { toPublished } from './account.published.js';

export const accountSchema = new EntitySchema<AccountState>({
  name: 'account',
  columns: {
    id: { type: 'uuid', primary: true },
    legalName: { type: 'text' },
    segment: { type: 'text' },
    country: { type: 'text' },
    parentAccountId: { type: 'uuid', nullable: true },
    domains: { type: 'jsonb' },
    registrationNumbers: { type: 'jsonb' },
    industry: { type: 'text', nullable: true },
    employees: { type: 'int', nullable: true },
    annualRevenue: { type: 'jsonb', nullable: true },
    foundedYear: { type: 'int', nullable: true },
    addresses: { type: 'jsonb' },
    externalIds: { type: 'jsonb' },
    tags: { type: 'jsonb' },
    vendorOwner: { type: 'text', nullable: true },
  },
});

export const accounts = defineStore({
  noun: 'account',
  aggregate: Account,
  schema: accountSchema,
  publish: toPublished,
  numbered: 'A',
  conflicts: {
    account_external_id_pkey: () => new Conflict('EXTERNAL_ID_TAKEN', 'Another account has this external id.'),
    account_hierarchy: () => new RuleViolation('HIERARCHY_CYCLE', 'An account cannot stand above itself.'),
  },
});
