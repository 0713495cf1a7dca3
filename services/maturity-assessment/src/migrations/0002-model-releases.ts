import { roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ModelReleases1790000000002 implements MigrationInterface {
  readonly name = 'ModelReleases1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames('maturity-assessment');
    await runner.query(`
      ALTER TABLE maturity_model
        ADD status text NOT NULL DEFAULT 'published', ADD based_on uuid, ADD published_by text, ADD published_at timestamptz;
      ALTER TABLE maturity_model ALTER status DROP DEFAULT;

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is sealed', TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = TG_ARGV[0]; END $$;
      CREATE TRIGGER maturity_model_sealed BEFORE UPDATE OR DELETE ON maturity_model
        FOR EACH ROW WHEN (OLD.status = 'published') EXECUTE FUNCTION refuse_change('maturity_model_sealed');

      -- A partner reads what is asked; a draft is the vendor's.
      ALTER TABLE maturity_model ENABLE ROW LEVEL SECURITY;
      CREATE POLICY vendor_all ON maturity_model TO ${vendor} USING (true);
      CREATE POLICY published ON maturity_model FOR SELECT TO ${partner} USING (status = 'published');`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
