import { aggregateTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'partner-lifecycle';

/** Applications and evaluations are the vendor's own: no partner's login touches them. */
export class Applications0002 implements MigrationInterface {
  readonly name = 'Applications1770000000002';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor } = roleNames(service);
    await aggregateTable(runner, {
      service,
      table: 'partner_application',
      partnerColumn: null,
      numbered: true,
      columns: `
        legal_name text NOT NULL, registration_number text, website text, country text NOT NULL, partner_type text NOT NULL,
        territories jsonb NOT NULL, segments jsonb NOT NULL, capabilities jsonb NOT NULL, expected_yearly_revenue jsonb,
        answers jsonb NOT NULL, referrer text, contact_name text NOT NULL, contact_email text NOT NULL, consent_at timestamptz NOT NULL,
        status text NOT NULL CHECK (status IN ('draft', 'submitted', 'in_review', 'info_requested', 'approved', 'rejected', 'withdrawn')),
        email_domain text, registration_key text, name_key text, submitted_at timestamptz, assigned_to text,
        possible_duplicates jsonb NOT NULL, is_held_as_duplicate boolean NOT NULL, question text, decided_by text, decided_at timestamptz,
        decision_reason text, override jsonb, evaluation_id uuid, partner_id uuid,
        CONSTRAINT partner_application_partner CHECK ((status = 'approved') = (partner_id IS NOT NULL))`,
    });
    await aggregateTable(runner, {
      service,
      table: 'partner_evaluation',
      partnerColumn: null,
      columns: `
        application_id uuid, partner_id uuid, partner_type text NOT NULL, stage text NOT NULL CHECK (stage IN ('candidate', 'active')),
        model_id text NOT NULL, model_version integer NOT NULL, status text NOT NULL CHECK (status IN ('open', 'completed')),
        scorings jsonb NOT NULL, lifted_knockouts jsonb NOT NULL, result jsonb, completed_by text, completed_at timestamptz,
        CONSTRAINT partner_evaluation_subject CHECK (application_id IS NOT NULL OR partner_id IS NOT NULL)`,
    });
    await runner.query(`
      CREATE INDEX partner_application_status ON partner_application (status, created_at, id);
      CREATE INDEX partner_application_domain ON partner_application (email_domain);
      CREATE INDEX partner_application_registration ON partner_application (registration_key);
      CREATE INDEX partner_application_name ON partner_application (name_key);
      CREATE INDEX partner_evaluation_application ON partner_evaluation (application_id, completed_at);
      CREATE INDEX partner_evaluation_partner ON partner_evaluation (partner_id, completed_at);

      -- Signs the links by which applicants follow their applications; made here, so that it is nobody's default.
      CREATE TABLE signing_key (name text PRIMARY KEY, secret bytea NOT NULL);
      INSERT INTO signing_key VALUES ('application-status', gen_random_bytes(32));
      CREATE FUNCTION application_signature(id uuid, expires bigint) RETURNS text
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
        $$ SELECT encode(hmac(convert_to(id || '.' || expires, 'UTF8'), secret, 'sha256'), 'hex') FROM signing_key WHERE name = 'application-status' $$;
      -- Both sides are signed once more, so that the time of the comparison says nothing about the right answer.
      CREATE FUNCTION is_application_signature(id uuid, expires bigint, given text) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
        $$ SELECT hmac(convert_to(given, 'UTF8'), secret, 'sha256') = hmac(convert_to(application_signature(id, expires), 'UTF8'), secret, 'sha256') FROM signing_key
            WHERE name = 'application-status' $$;
      REVOKE EXECUTE ON FUNCTION application_signature(uuid, bigint), is_application_signature(uuid, bigint, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION application_signature(uuid, bigint), is_application_signature(uuid, bigint, text) TO ${vendor};`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
