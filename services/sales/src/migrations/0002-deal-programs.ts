import type { MigrationInterface, QueryRunner } from 'typeorm';

// What holds until the vendor lays down something else.
const standard = {
  currency: 'USD',
  protectionDays: 90,
  decisionDays: 2,
  minimumValue: '0',
  minimumLeadDays: 0,
  resubmissions: 3,
  partnerTypes: [],
  tiers: [],
  countries: [],
  families: [],
  agreements: ['deal_registration_terms'],
  distributor: 'optional',
  tendersAreReviewed: true,
  autoApprovalCeilings: { silver: '25000', gold: '50000', platinum: '100000' },
  uplifts: { registered: '3', silver: '5', gold: '7', platinum: '10' },
  openLimits: {},
};

/** Dated versions of the deal programs; a version is never changed. At most one program is the default at any time. */
export class DealPrograms implements MigrationInterface {
  readonly name = 'DealPrograms1770000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deal_program_version(
        program_id uuid NOT NULL, version integer NOT NULL, name text NOT NULL, is_default boolean NOT NULL, effective_from timestamptz NOT NULL,
        terms jsonb NOT NULL, created_by text NOT NULL, created_at timestamptz NOT NULL,
        PRIMARY KEY (program_id, version), CONSTRAINT deal_program_version_dated UNIQUE (program_id, effective_from));
      CREATE INDEX ON deal_program_version(effective_from) WHERE is_default;
      GRANT SELECT, INSERT ON deal_program_version TO sales_vendor;
      GRANT SELECT ON deal_program_version TO sales_partner;`);
    await runner.query(
      `INSERT INTO deal_program_version VALUES ('01900000-0000-7000-8000-0000000000d1', 1, 'Standard', true, '2000-01-01', $1, 'tributary', now())`,
      [JSON.stringify(standard)],
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
