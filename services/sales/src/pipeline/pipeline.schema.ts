import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { Pipeline, type PipelineState } from './pipeline.js';

export const pipelineSchema = new EntitySchema<PipelineState>({
  name: 'pipeline',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    name: { type: 'text' },
    isDefault: { type: 'boolean' },
    stages: { type: 'jsonb' },
  },
});

export const pipelines = defineStore({
  noun: 'pipeline',
  aggregate: Pipeline,
  schema: pipelineSchema,
  publish: () => [],
  conflicts: {
    pipeline_code_key: () => new Conflict('PIPELINE_CODE_TAKEN', 'There is a pipeline with this code already.'),
  },
});
