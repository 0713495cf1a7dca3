import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { CertificationDefinitionListQuery } from './certification-definition.dto.js';
import type { CertificationDefinitionState } from './certification-definition.js';
import { certificationDefinitionSchema } from './certification-definition.schema.js';

const select = `SELECT ${savedColumns(certificationDefinitionSchema, 'd')} FROM certification_definition d`;
type Row = Saved<CertificationDefinitionState>;

@Injectable()
export class CertificationDefinitionQueries {
  constructor(readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Row> {
    return this.reads.one(actor, 'certification definition', `${select} WHERE d.id = $1`, [id]);
  }

  list(actor: Actor, query: CertificationDefinitionListQuery): Promise<Page<Row>> {
    const filters: [string, unknown][] = [
      ['d.code = ?', query.code],
      ['d.kind = ?', query.kind],
      ['d.status = ?', query.status],
      ['d.updated_at >= ?', query.updatedSince],
    ];
    const given = filters.filter(([, value]) => value !== undefined);
    return this.reads.page(
      actor,
      {
        select,
        id: 'd.id',
        sorts: { createdAt: 'd.created_at', updatedAt: 'd.updated_at', code: 'd.code' },
        branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }
}
