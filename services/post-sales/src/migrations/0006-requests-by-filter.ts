import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the list of requests is filtered by: what is rare, or not there at all, is not looked for among all of them. */
export class RequestsByFilter1790000000006 implements MigrationInterface {
  readonly name = 'RequestsByFilter1790000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX service_request_of_asset ON service_request(asset_id, created_at, id) WHERE asset_id IS NOT NULL;
      CREATE INDEX service_request_of_assignee ON service_request(assigned_to, created_at, id) WHERE assigned_to IS NOT NULL;
      CREATE INDEX service_request_by_kind ON service_request(kind, created_at, id);
      CREATE INDEX service_request_by_priority ON service_request(priority, created_at, id);
      CREATE INDEX service_request_broken ON service_request(
        ((first_response ->> 'breached')::boolean OR (resolution ->> 'breached')::boolean), created_at, id);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
