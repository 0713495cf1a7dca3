/**
 * Refuses a row that would stand above itself. Two moves at once, A below B and B below A, each look right to themselves:
 * so they come one after the other, and the second looks again at what was committed while it waited.
 */
export function hierarchyGuard(table: string, parent: string): string {
  return `
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
}
