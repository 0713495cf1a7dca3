import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type Page, type Saved } from '@tributary/persistence';
import type { WarrantyTermsQuery } from './warranty-term.dto.js';
import type { WarrantyTermState } from './warranty-term.js';

type Row = Saved<WarrantyTermState>;

const select = `SELECT t.id, t.code, t.name, t.status, t.coverages, t.starts_at AS "startsAt", t.latest_start_days AS "latestStartDays",
  t.service, t.exclusions, t.transferable, t.territories, t.extension_skus AS "extensionSkus", t.version, t.number,
  t.created_at AS "createdAt", t.updated_at AS "updatedAt"`;
const forVendor = `${select}, t.supplier_months AS "supplierMonths" FROM warranty_term t`;
const forPartner = `${select}, NULL AS "supplierMonths" FROM warranty_term t`;

@Injectable()
export class WarrantyTermQueries {
  constructor(readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Row> {
    return this.reads.one(actor, 'warranty term', `${selectFor(actor)} WHERE t.id = $1`, [id]);
  }

  page(actor: Actor, query: WarrantyTermsQuery): Promise<Page<Row>> {
    const filters: [string, unknown][] = [
      ['t.code = ?', query.code],
      ['t.status = ?', query.status],
      ['t.updated_at >= ?', query.updatedSince],
    ];
    const given = filters.filter(([, value]) => value !== undefined);
    return this.reads.page(
      actor,
      {
        select: selectFor(actor),
        id: 't.id',
        sorts: { createdAt: 't.created_at', updatedAt: 't.updated_at', code: 't.code' },
        sort: 'code',
        branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }
}

function selectFor(actor: Actor): string {
  return actor.kind === 'partner' ? forPartner : forVendor;
}
