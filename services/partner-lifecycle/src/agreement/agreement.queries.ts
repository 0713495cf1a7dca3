import { Injectable } from '@nestjs/common';
import { territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { AgreementListQuery } from './agreement.dto.js';
import type { AgreementState } from './agreement.js';
import { agreementSchema } from './agreement.schema.js';

const columns = savedColumns(agreementSchema, 'g');
const managed = (codes: string): string =>
  `EXISTS (SELECT FROM partner p WHERE p.id = g.partner_id AND in_territories(${codes}::text[], p.territories))`;

@Injectable()
export class AgreementQueries {
  constructor(private readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Saved<AgreementState>> {
    return this.reads.one(
      actor,
      'agreement',
      `SELECT ${columns} FROM agreement g WHERE g.id = $1
          AND ($2::uuid IS NULL OR g.partner_id = $2) AND ($3::text[] IS NULL OR ${managed('$3')})`,
      [id, actor.partnerId, territoriesOf(actor)],
    );
  }

  list(actor: Actor, query: AgreementListQuery): Promise<Page<Saved<AgreementState>>> {
    const codes = territoriesOf(actor);
    const conditions: [string, unknown][] = [];
    if (actor.kind === 'partner') conditions.push(['g.partner_id = ?', actor.partnerId]);
    if (codes !== null) conditions.push([managed('?'), codes]);
    if (query.partnerId !== undefined) conditions.push(['g.partner_id = ?', query.partnerId]);
    if (query.kind !== undefined) conditions.push(['g.kind = ?', query.kind]);
    if (query.status !== undefined) conditions.push(['g.status = ?', query.status]);
    if (query.updatedSince !== undefined) conditions.push(['g.updated_at >= ?', query.updatedSince]);
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} FROM agreement g`,
        id: 'g.id',
        sorts: { createdAt: 'g.created_at', updatedAt: 'g.updated_at' },
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
  }
}
