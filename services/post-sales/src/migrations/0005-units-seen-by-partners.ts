import { roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a partner stands in a unit's chain of sale is asked of the unit, by its key. A subquery in the policy the planner turns round
 * when it expects many rows: it would read everything that the partner ever sold, or every unit, to find one.
 */
export class UnitsSeenByPartners1790000000005 implements MigrationInterface {
  readonly name = 'UnitsSeenByPartners1790000000005';

  async up(runner: QueryRunner): Promise<void> {
    const { partner } = roleNames('post-sales');
    await runner.query(`
      CREATE FUNCTION stands_in_chain(unit uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
        $$ BEGIN RETURN EXISTS (SELECT FROM asset_partner r WHERE r.asset_id = unit AND r.partner_id = nullif(current_setting('app.partner_id', true), '')::uuid); END $$;
      REVOKE ALL ON FUNCTION stands_in_chain(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION stands_in_chain(uuid) TO ${partner};
      DROP POLICY stands_in_chain ON asset;
      CREATE POLICY stands_in_chain ON asset TO ${partner}
        USING (CASE WHEN nullif(current_setting('app.partner_id', true), '') IS NULL THEN false ELSE stands_in_chain(id) END);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
