import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One row: the name under which this database is known on its event log, and which log that is. A database that was at work
 * before there was a choice was at work with PostgreSQL. Only the owner reads it, at the start.
 */
export class LogMembership implements MigrationInterface {
  readonly name = 'LogMembership1000000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE log_membership(
        one boolean PRIMARY KEY DEFAULT true CHECK (one), id uuid NOT NULL DEFAULT gen_random_uuid(),
        log text CHECK (log IN ('postgres', 'kafka')), joined boolean NOT NULL DEFAULT false);
      INSERT INTO log_membership(log) SELECT CASE WHEN EXISTS (SELECT FROM history) OR EXISTS (SELECT FROM inbox) THEN 'postgres' END;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
