import { Conflict, RuleViolation } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { Territory, type TerritoryState } from './territory.js';
import { toPublished } from './territory.published.js';

export const territorySchema = new EntitySchema<TerritoryState>({
  name: 'territory',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    name: { type: 'text' },
    kind: { type: 'text' },
    parentId: { type: 'uuid', nullable: true },
    countries: { type: 'jsonb' },
    ownedBy: { type: 'text', nullable: true },
    currency: { type: 'text' },
    languages: { type: 'jsonb' },
    distributorIds: { type: 'jsonb' },
    calendarId: { type: 'uuid', nullable: true },
    calendar: { type: 'jsonb' },
  },
});

export const territories = defineStore({
  noun: 'territory',
  aggregate: Territory,
  schema: territorySchema,
  publish: toPublished,
  conflicts: {
    territory_code: () => new Conflict('TERRITORY_CODE_TAKEN', 'Another territory has this code.'),
    territory_hierarchy: () => new RuleViolation('TERRITORY_CYCLE', 'A territory cannot stand above itself.'),
    territory_parent_id_fkey: () => new RuleViolation('PARENT_UNKNOWN', 'There is no such parent territory.'),
  },
});
