import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type Page, type RowFacts } from '@tributary/persistence';
import type { MaturityModelsQuery } from './maturity-model.dto.js';
import type { MaturityModelState } from './maturity-model.js';
import type { ModelContent } from './model-content.js';

export interface ListedModel extends RowFacts, Pick<ModelContent, 'key' | 'release' | 'basis'> {
  readonly id: string;
  readonly capabilityCount: number;
  readonly questionCount: number;
}

const facts = `m.id, m.key, m.release, m.basis, m.version, m.number, m.created_at AS "createdAt", m.updated_at AS "updatedAt"`;

@Injectable()
export class MaturityModelQueries {
  constructor(readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<MaturityModelState & RowFacts> {
    const sql = `SELECT ${facts}, m.levels, m.gates, m.areas, m.capabilities, m.initiatives FROM maturity_model m WHERE m.id = $1`;
    return this.reads.one(actor, 'maturity model', sql, [id]);
  }

  page(actor: Actor, query: MaturityModelsQuery): Promise<Page<ListedModel>> {
    const filters: [string, unknown][] = [
      ['m.key = ?', query.key],
      ['m.updated_at >= ?', query.updatedSince],
    ];
    const given = filters.filter(([, value]) => value !== undefined);
    return this.reads.page(
      actor,
      {
        select: `SELECT ${facts}, jsonb_array_length(m.capabilities) AS "capabilityCount",
          jsonb_array_length(jsonb_path_query_array(m.capabilities, '$[*].questions[*]')) AS "questionCount" FROM maturity_model m`,
        id: 'm.id',
        sorts: { createdAt: 'm.created_at', updatedAt: 'm.updated_at', release: 'm.release' },
        branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }
}
