import { Injectable, Module } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import { Database, DueWorker } from '@tributary/persistence';
import type { ServiceDefinition } from '../../src/index.js';
import { NoteController, WeatherController } from './note.controller.js';
import { noteSchema, NoteTables, noteWrittenV1 } from './note.schema.js';
import { NoteService } from './note.service.js';

@Injectable()
export class NoteWorker extends DueWorker {
  static rounds = 0;

  constructor(database: Database, clock: Clock) {
    const due = 'SELECT id FROM note WHERE $1::timestamptz IS NULL LIMIT $2';
    super('note-worker', { database, clock, every: 20, due, act: () => Promise.resolve() });
  }

  override tick() {
    NoteWorker.rounds += 1;
    return super.tick();
  }
}

@Module({ controllers: [NoteController, WeatherController], providers: [NoteService, NoteWorker] })
class NoteModule {}

export const sampleService: ServiceDefinition = {
  name: 'sales',
  title: 'Notes',
  description: 'A service that exists only for tests.',
  modules: [NoteModule],
  schemas: [noteSchema],
  migrations: [NoteTables],
  errors: { WORD_REFUSED: { status: 422, title: 'The word is refused', remedy: 'Use another one.' } },
  publishes: [noteWrittenV1],
};
