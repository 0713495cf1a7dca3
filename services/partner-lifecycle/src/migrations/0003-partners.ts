import { hierarchyGuard, aggregateTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'partner-lifecycle';

/** Partners and what is theirs: onboarding, agreements, users. A distributor also reads the partners below it. */
export class Partners0003 implements MigrationInterface {
  readonly name = 'Partners1770000000003';

  async up(runner: QueryRunner): Promise<void> {
    const { partner } = roleNames(service);
    await aggregateTable(runner, {
      service,
      table: 'partner',
      partnerColumn: 'id',
      partnerMay: 'SELECT, UPDATE',
      distributor: { column: 'parent_distributor_id' },
      numbered: true,
      columns: `
        application_id uuid NOT NULL, legal_name text NOT NULL, name_key text, registration_number text, registration_key text, email_domain text,
        website text, country text NOT NULL, type text NOT NULL,
        status text NOT NULL CHECK (status IN ('onboarding', 'active', 'suspended', 'terminated')),
        tier text NOT NULL, tier_until date, tier_after text, parent_distributor_id uuid REFERENCES partner(id), owned_by text, partnership jsonb,
        territories jsonb NOT NULL, segments jsonb NOT NULL, specializations jsonb NOT NULL, agreements jsonb NOT NULL,
        pending_changes jsonb NOT NULL, annual_revenue jsonb, external_ids jsonb NOT NULL, onboarded_at timestamptz, activated_at timestamptz,
        suspension_reason text, terminated_at timestamptz,
        partnership_type text GENERATED ALWAYS AS (partnership ->> 'type') STORED,
        CONSTRAINT partner_of_application UNIQUE (application_id)`,
    });
    await runner.query(hierarchyGuard('partner', 'parent_distributor_id'));
    await runner.query(`
      -- A distributor reads the partners below it and changes none of them.
      CREATE POLICY own_changes ON partner AS RESTRICTIVE FOR UPDATE TO ${partner}
        USING (id = nullif(current_setting('app.partner_id', true), '')::uuid);
      CREATE INDEX partner_status ON partner (status, created_at, id);
      CREATE INDEX partner_type ON partner (type, created_at, id);
      CREATE INDEX partner_updated ON partner (updated_at, id);
      CREATE INDEX partner_domain ON partner (email_domain);
      CREATE INDEX partner_registration ON partner (registration_key);
      CREATE INDEX partner_name ON partner (name_key);
      CREATE INDEX partner_legal_name ON partner USING gin (legal_name gin_trgm_ops);
      CREATE INDEX partner_tier_until ON partner (tier_until) WHERE tier_until IS NOT NULL;`);
    await aggregateTable(runner, {
      service,
      table: 'onboarding_plan',
      partnerMay: 'SELECT, UPDATE',
      columns: `
        partner_id uuid NOT NULL, partner_type text NOT NULL, template_version integer NOT NULL,
        status text NOT NULL CHECK (status IN ('open', 'completed')), tasks jsonb NOT NULL, started_at timestamptz NOT NULL, completed_at timestamptz,
        CONSTRAINT onboarding_plan_partner UNIQUE (partner_id)`,
    });
    await aggregateTable(runner, {
      service,
      table: 'agreement',
      partnerMay: 'SELECT, UPDATE',
      numbered: true,
      columns: `
        partner_id uuid NOT NULL, kind text NOT NULL, revision text NOT NULL, title text NOT NULL, document_url text, is_mandatory boolean NOT NULL,
        status text NOT NULL CHECK (status IN ('offered', 'signed', 'superseded', 'expired', 'terminated', 'revoked')),
        offered_by text NOT NULL, offered_at timestamptz NOT NULL, signed_by text, signatory_name text, signatory_title text, signed_at timestamptz,
        effective_on date, expires_on date, valid_months integer, notices_given jsonb NOT NULL, due_at timestamptz`,
    });
    await runner.query(`
      CREATE UNIQUE INDEX agreement_offered_once ON agreement (partner_id, kind) WHERE status = 'offered';
      CREATE UNIQUE INDEX agreement_signed_once ON agreement (partner_id, kind) WHERE status = 'signed';
      CREATE INDEX agreement_due ON agreement (due_at) WHERE due_at IS NOT NULL;`);
    await aggregateTable(runner, {
      service,
      table: 'partner_user',
      columns: `
        partner_id uuid NOT NULL, email text NOT NULL, name text NOT NULL, roles jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('invited', 'active', 'deactivated')), invited_by text NOT NULL, subject text,
        email_domain text GENERATED ALWAYS AS (lower(split_part(email, '@', 2))) STORED`,
    });
    await runner.query(`
      CREATE UNIQUE INDEX partner_user_once ON partner_user (partner_id, lower(email)) WHERE status <> 'deactivated';
      CREATE UNIQUE INDEX partner_user_subject ON partner_user (partner_id, subject) WHERE status = 'active';
      CREATE INDEX partner_user_domain ON partner_user (email_domain);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
