import { aggregateTable, protectTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'partner-lifecycle';

/** What people of partners can prove, what they have proved, and which outside records told of it. */
export class Certifications0005 implements MigrationInterface {
  readonly name = 'Certifications1770000000005';

  async up(runner: QueryRunner): Promise<void> {
    const { partner } = roleNames(service);
    await aggregateTable(runner, {
      service,
      table: 'certification_definition',
      partnerColumn: null,
      columns: `
        code text NOT NULL CONSTRAINT certification_definition_code UNIQUE, name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('sales', 'technical', 'service')),
        status text NOT NULL CHECK (status IN ('open', 'retired')), editions jsonb NOT NULL`,
    });
    // A partner changes one only by letting its holder go.
    await aggregateTable(runner, {
      service,
      table: 'certification',
      partnerMay: 'SELECT, UPDATE',
      numbered: true,
      columns: `
        definition_id uuid NOT NULL REFERENCES certification_definition(id), definition_code text NOT NULL, definition_name text NOT NULL,
        kind text NOT NULL, families jsonb NOT NULL, partner_id uuid NOT NULL, user_id uuid NOT NULL REFERENCES partner_user(id),
        status text NOT NULL CHECK (status IN ('active', 'expiring', 'expired', 'revoked')), earned_at timestamptz NOT NULL,
        valid_until date, renewable_from date, evidence jsonb NOT NULL, notices_given jsonb NOT NULL, due_at timestamptz, revocation jsonb`,
    });
    await runner.query(`
      GRANT SELECT ON certification_definition TO ${partner};
      CREATE UNIQUE INDEX certification_held_once ON certification (user_id, definition_id) WHERE status IN ('active', 'expiring');
      CREATE INDEX certification_of_user ON certification (user_id, created_at, id);
      CREATE INDEX certification_of_definition ON certification (definition_code, created_at, id);
      CREATE INDEX certification_due ON certification (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX certification_ending ON certification (valid_until, id) WHERE status IN ('active', 'expiring');
      -- Each outside record counts once, for the certification that it earned or renewed.
      CREATE TABLE certification_record (
        system text, external_id text, certification_id uuid NOT NULL REFERENCES certification(id), PRIMARY KEY (system, external_id));`);
    await protectTable(runner, { service, table: 'certification_record', partnerColumn: null });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
