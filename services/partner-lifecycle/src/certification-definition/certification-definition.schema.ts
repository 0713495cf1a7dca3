import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { CertificationDefinition, type CertificationDefinitionState } from './certification-definition.js';

export const certificationDefinitionSchema = new EntitySchema<CertificationDefinitionState>({
  name: 'certification_definition',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    name: { type: 'text' },
    kind: { type: 'text' },
    status: { type: 'text' },
    editions: { type: 'jsonb' },
  },
});

export const certificationDefinitions = defineStore({
  noun: 'certification definition',
  aggregate: CertificationDefinition,
  schema: certificationDefinitionSchema,
  // Others learn what a certification is with each one that is earned.
  publish: () => [],
  conflicts: {
    certification_definition_code: () => new Conflict('CODE_TAKEN', 'Another certification has this code.'),
  },
});
