import { defineEvent } from '@tributary/contracts';
import { Aggregate } from '@tributary/kernel';
import { aggregateTable, CommandContext, defineStore, roleNames } from '@tributary/persistence';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { z } from 'zod';
import { fateOf } from './mark.js';

interface TaleState {
  readonly id: string;
  readonly n: number;
}

export const taleTold = defineEvent({
  service: 'sales',
  aggregate: 'tale',
  name: 'TaleTold',
  version: 1,
  summary: 'A tale was told once more.',
  data: z.object({ n: z.number().int() }),
  sample: { n: 1 },
});

/** An aggregate that only counts its events, `n` is its version: enough to see what is lost, doubled or out of place. */
export class Tale extends Aggregate<TaleState, { readonly type: 'TaleTold' }> {
  static begin(id: string): Tale {
    const tale = new Tale({ id, n: 0 });
    tale.tell();
    return tale;
  }

  tell(): void {
    this.apply({ n: this.state.n + 1 }, { type: 'TaleTold' });
  }
}

export const taleSchema = new EntitySchema<TaleState>({
  name: 'tale',
  columns: { id: { type: 'uuid', primary: true }, n: { type: 'integer' } },
});

export const tales = defineStore({
  noun: 'tale',
  aggregate: Tale,
  schema: taleSchema,
  publish: ({ id, n }) => {
    const event = taleTold.of(id, { n });
    const isBroken = fateOf(CommandContext.current()?.correlationId ?? '') === 'undecodable';
    return [isBroken ? { ...event, json: event.json.slice(0, -2) } : event];
  },
});

/** The tales, and one row for each effect of an event in a handler. Nothing keeps a second row of the same effect out: doubles are to be seen. */
export class TaleTables implements MigrationInterface {
  readonly name = 'TaleTables2000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await aggregateTable(runner, {
      service: 'sales',
      table: 'tale',
      columns: 'n integer NOT NULL',
      partnerColumn: null,
    });
    await runner.query(`
      CREATE TABLE effect (place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, handler text NOT NULL, key text NOT NULL, n integer NOT NULL, mark text NOT NULL);
      GRANT SELECT, INSERT ON effect TO ${roleNames('sales').vendor};`);
  }

  async down(): Promise<void> {}
}
