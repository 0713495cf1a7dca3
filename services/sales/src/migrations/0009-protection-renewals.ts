import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Protections that go on: extended while they run, or reopened within the grace. */
export class ProtectionRenewals implements MigrationInterface {
  readonly name = 'ProtectionRenewals1770000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE deal_program_version SET terms = '{"extensions": 2, "extensionDays": 30, "reopenGraceDays": 14, "overdueDecision": "escalate"}' || terms;

      -- Writes anew the protection that the registration's row states; the guard looks at it as at a new one.
      CREATE FUNCTION renew_protection(deal uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
      BEGIN
        DELETE FROM deal_protection p WHERE p.deal_id = deal;
        PERFORM protect_deal(deal);
      END $$;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
