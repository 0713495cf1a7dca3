import { Aggregate } from '@tributary/kernel';
import { aggregateTable, defineStore, roleNames } from '@tributary/persistence';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { toldV1 } from './told.events.js';

interface StoryState {
  readonly id: string;
  readonly n: number;
}

/** An aggregate that only counts: enough to see whether an event is lost, doubled or out of place. */
export class Story extends Aggregate<StoryState, { readonly type: 'StoryTold' }> {
  static begin(id: string): Story {
    const story = new Story({ id, n: 0 });
    story.tell();
    return story;
  }

  tell(): void {
    this.apply({ n: this.state.n + 1 }, { type: 'StoryTold' });
  }
}

export const storySchema = new EntitySchema<StoryState>({
  name: 'story',
  columns: { id: { type: 'uuid', primary: true }, n: { type: 'integer' } },
});

export const stories = defineStore({
  noun: 'story',
  aggregate: Story,
  schema: storySchema,
  publish: ({ id, n }) => [toldV1.of(id, { n })],
});

export class StoryTables implements MigrationInterface {
  readonly name = 'StoryTables2000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await aggregateTable(runner, {
      service: 'sales',
      table: 'story',
      columns: 'n integer NOT NULL',
      partnerColumn: null,
    });
    const { vendor } = roleNames('sales');
    await runner.query(`
      CREATE TABLE effect (place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, handler text NOT NULL, key text NOT NULL, n integer NOT NULL);
      GRANT SELECT, INSERT ON effect TO ${vendor};`);
  }

  async down(): Promise<void> {}
}
