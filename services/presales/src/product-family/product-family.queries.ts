import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type Page, type Saved } from '@tributary/persistence';
import type { ProductFamilyState } from './product-family.js';
import type { ProductFamiliesQuery, ProductFamilyRowDto } from './product-family.dto.js';

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
    const filters: [string, unknown][] = [
      ['f.parent_id = ?', query.parentId],
      ['f.updated_at >= ?', query.updatedSince],
    ];
    const given = filters.filter(([, value]) => value !== undefined);
    return this.reads.page(
      actor,
      {
        select,
        id: 'f.id',
        sorts: { createdAt: 'f.created_at', updatedAt: 'f.updated_at', code: 'f.code' },
        sort: 'code',
        branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }

  /** Parents before their children, so that the export can be imported. */
  rows(actor: Actor): AsyncIterable<ProductFamilyRowDto> {
    return this.reads.stream(
      actor,
      `WITH RECURSIVE tree AS (
        SELECT id, code, name, required_certification, NULL::text AS parent, 0 AS depth FROM product_family WHERE parent_id IS NULL
        UNION ALL SELECT f.id, f.code, f.name, f.required_certification, tree.code, depth + 1
          FROM product_family f JOIN tree ON f.parent_id = tree.id
      ) SELECT code, name, parent, required_certification AS "requiredCertification" FROM tree ORDER BY depth, code`,
    );
  }
}
