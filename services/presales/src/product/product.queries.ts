import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type ListSpec, type Page, type Saved } from '@tributary/persistence';
import type { ProductState } from './product.js';
import type { ProductsExportQuery, ProductsQuery } from './product.dto.js';
import type { ProductRowDto } from './product-row.dto.js';

type Row = Saved<ProductState>;

const open = `p.id, p.sku, p.name, p.family_id AS "familyId", p.family_code AS "familyCode", p.status, p.description, p.attributes,
  p.required_certification AS "requiredCertification", p.warranty_policy AS "warrantyPolicy", p.replacement_sku AS "replacementSku",
  p.last_order_on AS "lastOrderOn", p.last_return_on AS "lastReturnOn", p.version, p.number,
  p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;

// A partner's login may not even name the other columns.
function selectFor(actor: Actor): string {
  const secret =
    actor.kind === 'partner'
      ? `NULL::jsonb AS "floorPrice", '[]'::jsonb AS "externalIds"`
      : 'p.floor_price AS "floorPrice", p.external_ids AS "externalIds"';
  return `SELECT ${open}, ${secret} FROM product p`;
}

const rows = `SELECT p.sku, p.name, p.family_code AS "familyCode", p.status, p.description,
  p.required_certification AS "requiredCertification", p.warranty_policy AS "warrantyPolicy" FROM product p`;

/** A row of the import; it may be of a product that is no longer sold, which no import brings back. */
type ExportedProduct = Omit<ProductRowDto, 'status'> & Pick<ProductState, 'status'>;

@Injectable()
export class ProductQueries {
  constructor(readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Row> {
    return this.reads.one(actor, 'product', `${selectFor(actor)} WHERE p.id = $1${published(actor)}`, [id]);
  }

  page(actor: Actor, query: ProductsQuery): Promise<Page<Row>> {
    return this.reads.page(actor, productList(actor, query, selectFor(actor)), query.page());
  }

  rows(actor: Actor, query: ProductsExportQuery): AsyncIterable<ExportedProduct> {
    return this.reads.all(actor, productList(actor, query, rows), { sort: query.sort ?? 'sku' });
  }
}

function productList(actor: Actor, query: ProductsQuery, select: string): ListSpec {
  const filters: [string, unknown][] = [
    ['p.status = ?', query.status],
    ['p.family_code = ?', query.family],
    ['upper(p.sku) = upper(?)', query.sku],
    [`p.search @@ websearch_to_tsquery('simple', ?)`, query.q],
    ['p.updated_at >= ?', query.updatedSince],
  ];
  const given = filters.filter(([, value]) => value !== undefined);
  const visible = actor.kind === 'partner' ? [`p.status <> 'draft'`] : [];
  return {
    select,
    id: 'p.id',
    sorts: { createdAt: 'p.created_at', updatedAt: 'p.updated_at', sku: 'p.sku', name: 'p.name' },
    branches: [
      { where: [...visible, ...given.map(([condition]) => condition)], params: given.map(([, value]) => value) },
    ],
    cursorSalt: JSON.stringify(given),
  };
}

function published(actor: Actor): string {
  return actor.kind === 'partner' ? ` AND p.status <> 'draft'` : '';
}
