import { defineEvent } from '@tributary/contracts';
import { aggregateTable, defineStore } from '@tributary/persistence';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { z } from 'zod';
import { Note, type NoteState } from './note.js';

export const noteWrittenV1 = defineEvent({
  service: 'sales',
  aggregate: 'note',
  name: 'NoteWritten',
  version: 1,
  summary: 'A note was written.',
  data: z.object({ text: z.string() }),
  sample: { text: 'Call back' },
});

export const noteSchema = new EntitySchema<NoteState>({
  name: 'note',
  columns: {
    id: { type: 'uuid', primary: true },
    partnerId: { type: 'uuid' },
    externalId: { type: 'text', nullable: true },
    text: { type: 'text' },
    status: { type: 'text' },
  },
});

export const notes = defineStore({
  noun: 'note',
  aggregate: Note,
  schema: noteSchema,
  publish: ({ id, text }, fact) => (fact.type === 'NoteWritten' ? [noteWrittenV1.of(id, { text })] : []),
  partnerOf: ({ partnerId }) => partnerId,
});

export class NoteTables implements MigrationInterface {
  readonly name = 'NoteTables2000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await aggregateTable(runner, {
      service: 'sales',
      table: 'note',
      columns: 'partner_id uuid NOT NULL, external_id text UNIQUE, text text NOT NULL, status text NOT NULL',
    });
  }

  down(): Promise<void> {
    return Promise.resolve();
  }
}
