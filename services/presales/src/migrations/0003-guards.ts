import { hierarchyGuard } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

// Keeps the list in the row and the table that makes it unique in step, whoever writes.
const externalIds = (table: string) => `
CREATE FUNCTION ${table}_external_ids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.external_ids = NEW.external_ids THEN RETURN NULL; END IF;
    DELETE FROM ${table}_external_id WHERE ${table}_id = NEW.id;
  END IF;
  INSERT INTO ${table}_external_id (system, external_id, ${table}_id)
    SELECT e ->> 'system', e ->> 'id', NEW.id FROM jsonb_array_elements(NEW.external_ids) AS e ORDER BY 1, 2;
  RETURN NULL;
END $$;
CREATE TRIGGER ${table}_external_ids AFTER INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${table}_external_ids();`;

/** What no service instance can promise alone: hierarchies without cycles, external ids that name one thing. */
export class Guards0003 implements MigrationInterface {
  readonly name = 'Guards0003000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(hierarchyGuard('product_family', 'parent_id'));
    await runner.query(hierarchyGuard('account', 'parent_account_id'));
    await runner.query(externalIds('product'));
    await runner.query(externalIds('account'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
