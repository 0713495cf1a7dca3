import { aggregateTable, protectTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'presales';

/** Families, products, price books and prices: every partner may read what is published. */
export class Catalog0001 implements MigrationInterface {
  readonly name = 'Catalog0001000000000001';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames(service);
    await aggregateTable(runner, {
      service,
      table: 'product_family',
      partnerColumn: null,
      columns: `code text NOT NULL CONSTRAINT product_family_code UNIQUE, name text NOT NULL, parent_id uuid REFERENCES product_family(id)`,
    });
    await aggregateTable(runner, {
      service,
      table: 'product',
      partnerColumn: null,
      columns: `
        sku text NOT NULL, name text NOT NULL, name_letters text NOT NULL, family_id uuid NOT NULL REFERENCES product_family(id),
        family_code text NOT NULL,
        status text NOT NULL CHECK (status IN ('draft', 'active', 'end_of_sale', 'end_of_life')),
        description text, attributes jsonb NOT NULL, required_certification text, warranty_policy text, floor_price jsonb,
        floor_amount numeric GENERATED ALWAYS AS ((floor_price ->> 'amount')::numeric) STORED CHECK (floor_amount >= 0),
        replacement_sku text, last_order_on date, last_return_on date, external_ids jsonb NOT NULL,
        search tsvector GENERATED ALWAYS AS (to_tsvector('simple', sku || ' ' || name || ' ' || coalesce(description, ''))) STORED`,
    });
    await aggregateTable(runner, {
      service,
      table: 'price_book',
      partnerColumn: null,
      columns: `
        code text NOT NULL CONSTRAINT price_book_code UNIQUE, name text NOT NULL, currency text NOT NULL, territory text,
        valid_from timestamptz NOT NULL, valid_until timestamptz CHECK (valid_until > valid_from),
        status text NOT NULL CHECK (status IN ('draft', 'published', 'retired')), edition integer NOT NULL, prices integer NOT NULL`,
    });
    await aggregateTable(runner, {
      service,
      table: 'price',
      partnerColumn: null,
      columns: `
        price_book_id uuid NOT NULL REFERENCES price_book(id), sku text NOT NULL, currency text NOT NULL,
        unit_price numeric NOT NULL CHECK (unit_price >= 0), breaks jsonb NOT NULL,
        valid_from timestamptz NOT NULL, valid_until timestamptz CHECK (valid_until > valid_from), edition integer NOT NULL,
        CONSTRAINT price_once EXCLUDE USING gist (price_book_id WITH =, sku WITH =, tstzrange(valid_from, valid_until) WITH &&)`,
    });
    await runner.query(`
      CREATE UNIQUE INDEX product_sku ON product (upper(sku));
      CREATE INDEX product_name_letters ON product (name_letters);
      CREATE INDEX product_sku_letters ON product (upper(regexp_replace(sku, '[^A-Za-z0-9]', '', 'g')));
      CREATE INDEX product_status ON product (status, created_at, id);
      CREATE INDEX product_of_family ON product (family_id, created_at, id);
      CREATE INDEX product_search ON product USING gin (search);
      CREATE INDEX price_of_book ON price (price_book_id, sku, id);
      CREATE TABLE price_draft (
        price_book_id uuid NOT NULL REFERENCES price_book(id), sku text NOT NULL, valid_from timestamptz NOT NULL,
        valid_until timestamptz, unit_price numeric NOT NULL, breaks jsonb NOT NULL, drafted_by text NOT NULL,
        drafted_at timestamptz NOT NULL, PRIMARY KEY (price_book_id, sku, valid_from));
      CREATE TABLE product_external_id (
        system text, external_id text, product_id uuid NOT NULL REFERENCES product(id) ON DELETE CASCADE, PRIMARY KEY (system, external_id));
      CREATE INDEX product_external_id_product ON product_external_id (product_id);`);
    await protectTable(runner, { service, table: 'price_draft', partnerColumn: null });
    await protectTable(runner, { service, table: 'product_external_id', partnerColumn: null });
    await runner.query(`
      GRANT SELECT ON product_family, price_book, price TO ${partner};
      GRANT SELECT (id, sku, name, family_id, family_code, status, description, attributes, required_certification, warranty_policy,
        replacement_sku, last_order_on, last_return_on, search, version, number, created_at, updated_at) ON product TO ${partner};
      ALTER TABLE product ENABLE ROW LEVEL SECURITY;
      ALTER TABLE price_book ENABLE ROW LEVEL SECURITY;
      ALTER TABLE price ENABLE ROW LEVEL SECURITY;
      CREATE POLICY vendor_all ON product TO ${vendor} USING (true);
      CREATE POLICY vendor_all ON price_book TO ${vendor} USING (true);
      CREATE POLICY vendor_all ON price TO ${vendor} USING (true);
      CREATE POLICY published ON product FOR SELECT TO ${partner} USING (status <> 'draft');
      CREATE POLICY published ON price_book FOR SELECT TO ${partner} USING (status = 'published');
      CREATE POLICY published ON price FOR SELECT TO ${partner}
        USING (EXISTS (SELECT FROM price_book b WHERE b.id = price_book_id));`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
