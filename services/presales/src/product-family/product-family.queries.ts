import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type ListSpec, type Page, type Saved } from '@tributary/persistence';
import type { ProductFamilyState } from './product-family.js';
import type { ProductFamiliesExportQuery, ProductFamiliesQuery, ProductFamilyRowDto } from './product-family.dto.js';

type Row = Saved<ProductFamilyState>;

const select = `SELECT f.id, f.code, f.name, f.parent_id AS "parentId",
  f.required_certification AS "requiredCertification", f.version, f.number,
  f.created_at AS "createdAt", f.updated_at AS "updatedAt" FROM product_family f`;

@Injectable()
export class ProductFamilyQueries {
  constructor(readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Row> {
    return this.reads.one(actor, 'product family', `${select} WHERE f.id = $1`, [id]);
  }

  page(actor: Actor, query: ProductFamiliesQuery): Promise<Page<Row>> {
    return this.reads.page(actor, familyList(query, select), query.page());
  }

  /** Parents before their children, so that the export can be imported. */
  rows(actor: Actor, query: ProductFamiliesExportQuery): AsyncIterable<ProductFamilyRowDto> {
    const list = familyList(query, rows);
    return this.reads.all(actor, { ...list, sorts: { ...list.sorts, depth } }, { sort: query.sort ?? 'depth' });
  }
}

const rows = `SELECT f.code, f.name, f.required_certification AS "requiredCertification", parent.code AS parent
  FROM product_family f LEFT JOIN product_family parent ON parent.id = f.parent_id`;

const depth = `(WITH RECURSIVE above AS (
    SELECT f.parent_id AS id UNION ALL SELECT p.parent_id FROM product_family p JOIN above ON p.id = above.id
  ) SELECT count(*) FROM above)`;

function familyList(query: ProductFamiliesQuery, select: string): ListSpec {
  const filters: [string, unknown][] = [
    ['f.parent_id = ?', query.parentId],
    ['f.updated_at >= ?', query.updatedSince],
  ];
  const given = filters.filter(([, value]) => value !== undefined);
  return {
    select,
    id: 'f.id',
    sorts: { createdAt: 'f.created_at', updatedAt: 'f.updated_at', code: 'f.code' },
    sort: 'code',
    branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
    cursorSalt: JSON.stringify(given),
  };
}
