import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { MaturityModel, type MaturityModelState } from './maturity-model.js';

export const maturityModelSchema = new EntitySchema<MaturityModelState>({
  name: 'maturity_model',
  columns: {
    id: { type: 'uuid', primary: true },
    key: { type: 'text' },
    release: { type: 'int' },
    basis: { type: 'text' },
    status: { type: 'text' },
    basedOn: { type: 'uuid', nullable: true },
    publishedBy: { type: 'text', nullable: true },
    publishedAt: { type: 'timestamptz', nullable: true },
    levels: { type: 'jsonb' },
    gates: { type: 'jsonb' },
    areas: { type: 'jsonb' },
    capabilities: { type: 'jsonb' },
    initiatives: { type: 'jsonb' },
  },
});

export const maturityModels = defineStore({
  noun: 'maturity model',
  aggregate: MaturityModel,
  schema: maturityModelSchema,
  // Private: a model is read, nobody reacts to it.
  publish: () => [],
  conflicts: {
    maturity_model_release: () => new Conflict('RELEASE_KNOWN', 'This release of the model is there already.'),
    maturity_model_sealed: () => new Conflict('MODEL_SEALED', 'A published release never changes.'),
  },
});
