import { aggregateTable, protectTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'post-sales';
const hour = 60;
const workday = 8 * hour;

// What holds until the vendor lays down something else. Minutes are business minutes of the partner's territory.
const standard = {
  matrix: {
    high: { high: 'critical', medium: 'high', low: 'normal' },
    medium: { high: 'high', medium: 'normal', low: 'low' },
    low: { high: 'normal', medium: 'low', low: 'low' },
  },
  targets: [
    { priority: 'critical', tier: null, firstResponseMinutes: hour, resolutionMinutes: workday },
    { priority: 'high', tier: null, firstResponseMinutes: 2 * hour, resolutionMinutes: 2 * workday },
    { priority: 'normal', tier: null, firstResponseMinutes: 4 * hour, resolutionMinutes: 4 * workday },
    { priority: 'low', tier: null, firstResponseMinutes: workday, resolutionMinutes: 10 * workday },
    { priority: 'critical', tier: 'platinum', firstResponseMinutes: 30, resolutionMinutes: 4 * hour },
    { priority: 'critical', tier: 'gold', firstResponseMinutes: 45, resolutionMinutes: 6 * hour },
    { priority: 'high', tier: 'platinum', firstResponseMinutes: hour, resolutionMinutes: workday },
    { priority: 'high', tier: 'gold', firstResponseMinutes: 90, resolutionMinutes: 12 * hour },
  ],
  reopenDays: 14,
  autoCloseDays: 7,
};

/** What is promised to partners from when on, their requests, what is said in them, who watches and who works on them. */
export class ServiceRequests1790000000004 implements MigrationInterface {
  readonly name = 'ServiceRequests1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames(service);
    await runner.query(`
      CREATE TABLE service_level_version(
        version integer PRIMARY KEY, effective_from timestamptz NOT NULL CONSTRAINT service_level_dated UNIQUE, terms jsonb NOT NULL,
        created_by text NOT NULL, created_at timestamptz NOT NULL);
      GRANT SELECT, INSERT ON service_level_version TO ${vendor};
      GRANT SELECT ON service_level_version TO ${partner};
      CREATE TABLE service_agent(
        subject text PRIMARY KEY, kinds text[] NOT NULL, families text[] NOT NULL, capacity integer NOT NULL, available boolean NOT NULL,
        updated_by text NOT NULL, updated_at timestamptz NOT NULL);
      GRANT SELECT, INSERT, UPDATE ON service_agent TO ${vendor};`);
    await runner.query(`INSERT INTO service_level_version VALUES (1, '2000-01-01', $1, 'tributary', now())`, [
      JSON.stringify(standard),
    ]);
    await aggregateTable(runner, {
      service,
      table: 'service_request',
      numbered: true,
      columns: `
        partner_id uuid NOT NULL, opened_by text NOT NULL, status text NOT NULL, kind text NOT NULL, title text NOT NULL, description text NOT NULL,
        impact text NOT NULL, urgency text NOT NULL, priority text NOT NULL, tier text NOT NULL, level_version integer NOT NULL, family text,
        territory text, asset_id uuid, deal_id uuid, assigned_to text, assignment jsonb, opened_at timestamptz NOT NULL, resolved_at timestamptz,
        answer text, reopen_until timestamptz, close_at timestamptz, first_response jsonb NOT NULL, resolution jsonb NOT NULL,
        tell_at timestamptz, satisfaction integer, satisfaction_note text`,
    });
    await runner.query(`
      CREATE INDEX service_request_by_status ON service_request(status, created_at, id);
      CREATE INDEX service_request_by_partner_status ON service_request(partner_id, status, created_at, id);
      CREATE INDEX service_request_by_territory ON service_request(territory, created_at, id);
      CREATE INDEX service_request_updated ON service_request(updated_at, id);
      CREATE INDEX service_request_updated_of_partner ON service_request(partner_id, updated_at, id);
      CREATE INDEX service_request_by_assignee ON service_request(assigned_to, created_at, id) WHERE status NOT IN ('resolved', 'closed');
      CREATE INDEX service_request_tell ON service_request(tell_at) WHERE tell_at IS NOT NULL;
      CREATE INDEX service_request_close ON service_request(close_at) WHERE status = 'resolved';
      CREATE INDEX service_request_unassigned ON service_request(opened_at) WHERE status = 'new';

      CREATE TABLE service_comment(
        id uuid PRIMARY KEY, request_id uuid NOT NULL REFERENCES service_request(id), partner_id uuid NOT NULL, internal boolean NOT NULL,
        author text NOT NULL, of_vendor boolean NOT NULL, body text NOT NULL, created_at timestamptz NOT NULL);
      CREATE INDEX service_comment_of_request ON service_comment(request_id, created_at, id);
      CREATE TABLE service_watcher(
        request_id uuid NOT NULL REFERENCES service_request(id), subject text NOT NULL, partner_id uuid, since timestamptz NOT NULL,
        PRIMARY KEY (request_id, subject));`);
    await protectTable(runner, { service, table: 'service_comment', partnerMay: 'SELECT, INSERT' });
    await protectTable(runner, { service, table: 'service_watcher', partnerMay: 'SELECT, INSERT, DELETE' });
    await runner.query(`
      CREATE POLICY public_only ON service_comment AS RESTRICTIVE TO ${partner} USING (NOT internal) WITH CHECK (NOT internal AND NOT of_vendor);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
