import { aggregateTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'maturity-assessment';

export class MaturityModels1790000000001 implements MigrationInterface {
  readonly name = 'MaturityModels1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    await aggregateTable(runner, {
      service,
      table: 'maturity_model',
      partnerColumn: null,
      columns: `
        key text NOT NULL,
        release integer NOT NULL,
        basis text NOT NULL,
        levels jsonb NOT NULL,
        gates jsonb NOT NULL,
        areas jsonb NOT NULL,
        capabilities jsonb NOT NULL,
        initiatives jsonb NOT NULL,
        CONSTRAINT maturity_model_release UNIQUE (key, release)`,
    });
    // Partners answer too, so they may read what is asked.
    await runner.query(`GRANT SELECT ON maturity_model TO ${roleNames(service).partner}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
