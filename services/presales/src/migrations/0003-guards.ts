import type { MigrationInterface, QueryRunner } from 'typeorm';

// Two moves at once, A below B and B below A, each look right to themselves: so one after the other, and the second looks
// again. Under READ COMMITTED the walk is a statement of its own and sees what was committed while it waited for the lock.
const hierarchy = (table: string, parent: string) => `
CREATE FUNCTION ${table}_hierarchy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE above uuid := NEW.${parent}; steps integer := 0;
BEGIN
  IF above IS NULL OR (TG_OP = 'UPDATE' AND OLD.${parent} IS NOT DISTINCT FROM above) THEN RETURN NEW; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('${table}_hierarchy'));
  WHILE above IS NOT NULL LOOP
    steps := steps + 1;
    IF above = NEW.id OR steps > 50 THEN
      RAISE EXCEPTION 'cycle' USING ERRCODE = '23514', CONSTRAINT = '${table}_hierarchy', TABLE = '${table}';
    END IF;
    SELECT ${parent} INTO above FROM ${table} WHERE id = above;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER ${table}_hierarchy BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${table}_hierarchy();`;

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
    await runner.query(hierarchy('product_family', 'parent_id'));
    await runner.query(hierarchy('account', 'parent_account_id'));
    await runner.query(externalIds('product'));
    await runner.query(externalIds('account'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
