import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type Page, type RowFacts } from '@tributary/persistence';
import type { MaturityModelsQuery } from './maturity-model.dto.js';
import type { MaturityModelState, ModelStatus } from './maturity-model.js';
import type { ModelContent } from './model-content.js';

export interface ListedModel extends RowFacts, Pick<ModelContent, 'key' | 'release' | 'basis'> {
  readonly id: string;
  readonly status: ModelStatus;
  readonly basedOn: string | null;
  readonly publishedAt: Date | null;
  readonly capabilityCount: number;
  readonly questionCount: number;
}

const facts = `m.id, m.key, m.release, m.basis, m.status, m.based_on AS "basedOn", m.published_at AS "publishedAt", m.version, m.number, m.created_at AS "createdAt", m.updated_at AS "updatedAt"`;

@Injectable()
export class MaturityModelQueries {
  constructor(readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<MaturityModelState & RowFacts> {
    const sql = `SELECT ${facts}, m.published_by AS "publishedBy", m.levels, m.gates, m.areas, m.capabilities, m.initiatives
      FROM maturity_model m WHERE m.id = $1 AND ($2 OR m.status = 'published')`;
    return this.reads.one(actor, 'maturity model', sql, [id, actor.kind !== 'partner']);
  }

  page(actor: Actor, query: MaturityModelsQuery): Promise<Page<ListedModel>> {
    const filters: [string, unknown][] = [
      ['m.key = ?', query.key],
      ['m.status = ?', query.status],
      // Partners answer what is asked; what is still being written is the vendor's.
      ['m.status = ?', actor.kind === 'partner' ? 'published' : undefined],
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
