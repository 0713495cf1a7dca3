import { Injectable } from '@nestjs/common';
import { territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { EvaluationListQuery } from './evaluation-input.dto.js';
import type { PartnerEvaluationState } from './partner-evaluation.js';
import { partnerEvaluationSchema } from './partner-evaluation.schema.js';

const columns = savedColumns(partnerEvaluationSchema, 'e');
const from = `FROM partner_evaluation e LEFT JOIN partner p ON p.id = e.partner_id LEFT JOIN partner_application a ON a.id = e.application_id`;
const inside = (codes: string): string => `in_territories(${codes}::text[], coalesce(p.territories, a.territories))`;

@Injectable()
export class PartnerEvaluationQueries {
  constructor(private readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Saved<PartnerEvaluationState>> {
    return this.reads.one(
      actor,
      'partner evaluation',
      `SELECT ${columns} ${from} WHERE e.id = $1 AND ($2::text[] IS NULL OR ${inside('$2')})`,
      [id, territoriesOf(actor)],
    );
  }

  list(actor: Actor, query: EvaluationListQuery): Promise<Page<Saved<PartnerEvaluationState>>> {
    const codes = territoriesOf(actor);
    const conditions: [string, unknown][] = [];
    if (codes !== null) conditions.push([inside('?'), codes]);
    if (query.applicationId !== undefined) conditions.push(['e.application_id = ?', query.applicationId]);
    if (query.partnerId !== undefined) conditions.push(['e.partner_id = ?', query.partnerId]);
    if (query.status !== undefined) conditions.push(['e.status = ?', query.status]);
    if (query.type !== undefined) conditions.push([`e.result #>> '{classification,type}' = ?`, query.type]);
    if (query.updatedSince !== undefined) conditions.push(['e.updated_at >= ?', query.updatedSince]);
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} ${from}`,
        id: 'e.id',
        sorts: { createdAt: 'e.created_at', updatedAt: 'e.updated_at' },
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
  }
}
