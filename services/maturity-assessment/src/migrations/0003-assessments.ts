import { aggregateTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'maturity-assessment';
const { vendor, partner } = roleNames(service);

export class Assessments1790000000003 implements MigrationInterface {
  readonly name = 'Assessments1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await aggregateTable(runner, {
      service,
      table: 'maturity_assessment',
      partnerColumn: null,
      numbered: true,
      columns: `
        name text NOT NULL, organization jsonb NOT NULL, organization_key text NOT NULL, form text NOT NULL,
        model_id uuid NOT NULL REFERENCES maturity_model(id), model_key text NOT NULL, model_release integer NOT NULL,
        status text NOT NULL, targets jsonb NOT NULL, target_level integer, is_open_to_partners boolean NOT NULL, opened_by text NOT NULL,
        submitted_by text, submitted_at timestamptz, reviewed_by text, reviewed_at timestamptz, notes jsonb NOT NULL,
        finalized_by text, finalized_at timestamptz, result jsonb, level integer, overall text`,
    });
    await aggregateTable(runner, {
      service,
      table: 'maturity_response',
      partnerMay: 'SELECT, UPDATE',
      columns: `
        assessment_id uuid NOT NULL REFERENCES maturity_assessment(id), respondent text NOT NULL UNIQUE, subject text NOT NULL,
        partner_id uuid, role text NOT NULL, is_dismissed boolean NOT NULL, answers jsonb NOT NULL`,
    });
    await runner.query(`
      CREATE INDEX maturity_assessment_of_organization ON maturity_assessment (organization_key, finalized_at DESC) WHERE status = 'final';
      CREATE INDEX maturity_response_of_assessment ON maturity_response (assessment_id, created_at, id);

      CREATE TRIGGER maturity_assessment_sealed BEFORE UPDATE OR DELETE ON maturity_assessment
        FOR EACH ROW WHEN (OLD.status = 'final') EXECUTE FUNCTION refuse_change('maturity_assessment_sealed');

      -- Whoever answers at the moment of a submission waits for it, and comes too late.
      CREATE FUNCTION response_needs_open_assessment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        DECLARE found text;
        BEGIN
          SELECT status INTO found FROM maturity_assessment WHERE id = coalesce(NEW.assessment_id, OLD.assessment_id) FOR SHARE;
          IF found = 'in_progress' OR found = 'draft' AND (TG_OP = 'INSERT' OR NEW.answers = OLD.answers) THEN RETURN coalesce(NEW, OLD); END IF;
          RAISE EXCEPTION 'the assessment takes no answers' USING ERRCODE = '23514', CONSTRAINT = 'maturity_response_open';
        END $$;
      CREATE TRIGGER maturity_response_open BEFORE INSERT OR UPDATE OR DELETE ON maturity_response
        FOR EACH ROW EXECUTE FUNCTION response_needs_open_assessment();

      -- A partner's person sees the own answers, and of the assessment what is needed to give them.
      CREATE POLICY own_person ON maturity_response AS RESTRICTIVE TO ${partner} USING (subject = current_setting('app.actor', true));
      GRANT SELECT (id, name, organization, form, model_id, model_key, model_release, status, is_open_to_partners, version, number, created_at, updated_at)
        ON maturity_assessment TO ${partner};
      ALTER TABLE maturity_assessment ENABLE ROW LEVEL SECURITY;
      CREATE POLICY vendor_all ON maturity_assessment TO ${vendor} USING (true);
      CREATE POLICY named_respondents ON maturity_assessment FOR SELECT TO ${partner} USING (
        is_open_to_partners AND status <> 'draft' AND EXISTS (
          SELECT FROM maturity_response r WHERE r.assessment_id = maturity_assessment.id AND NOT r.is_dismissed
             AND r.partner_id = nullif(current_setting('app.partner_id', true), '')::uuid));`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
