import { Injectable } from '@nestjs/common';
import { Clock, Conflict, Ids, NotFound, Stale, type Actor } from '@tributary/kernel';
import { CommandContext, Reads, UnitOfWork, type Page, type Transaction } from '@tributary/persistence';
import type { PipelineListQuery } from './pipeline.dto.js';
import { mustBeWhole, type PipelineStage } from './pipeline.js';

export interface PipelineRow {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly stages: readonly PipelineStage[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type StatedPipeline = Pick<PipelineRow, 'code' | 'name' | 'stages'>;

const select = `SELECT p.id, p.version, p.code, p.name, p.is_default AS "isDefault", p.stages, p.created_at AS "createdAt", p.updated_at AS "updatedAt" FROM pipeline p`;
const conflicts = {
  pipeline_code_key: () => new Conflict('PIPELINE_CODE_TAKEN', 'There is a pipeline with this code already.'),
};

/** The stages through which opportunities move. */
@Injectable()
export class PipelineService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reads: Reads,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The pipeline of that code, or the default one. */
  async stages(tx: Transaction, code: string | null): Promise<PipelineRow> {
    const [pipeline] = await tx.read<PipelineRow>(
      `${select} WHERE CASE WHEN $1::text IS NULL THEN p.is_default ELSE p.code = $1 END`,
      [code],
    );
    if (pipeline === undefined) throw new NotFound('pipeline');
    return pipeline;
  }

  /** The pipeline of an opportunity that is loaded by this column in the same flight. */
  async of(tx: Transaction, column: 'id' | 'deal_registration_id', value: string): Promise<PipelineRow | null> {
    const [pipeline] = await tx.read<PipelineRow>(
      `${select} WHERE p.code = (SELECT o.pipeline FROM opportunity o WHERE o.${column} = $1)`,
      [value],
    );
    return pipeline ?? null;
  }

  page(actor: Actor, query: PipelineListQuery): Promise<Page<PipelineRow>> {
    const filters: [string, unknown][] = [
      ['p.code = ?', query.code],
      ['p.updated_at >= ?', query.updatedSince],
    ];
    const given = filters.filter(([, value]) => value !== undefined);
    return this.reads.page(
      actor,
      {
        select,
        id: 'p.id',
        sorts: { code: 'p.code', name: 'p.name', createdAt: 'p.created_at', updatedAt: 'p.updated_at' },
        sort: 'code',
        branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }

  show(id: string, actor: Actor): Promise<PipelineRow> {
    return this.reads.one<PipelineRow>(actor, 'pipeline', `${select} WHERE p.id = $1`, [id]);
  }

  create(stated: StatedPipeline, actor: Actor): Promise<PipelineRow> {
    mustBeWhole(stated.stages);
    return this.unitOfWork.run(
      actor,
      async (tx) => {
        const now = this.clock.now();
        const row = { ...stated, isDefault: false, id: this.ids.next(), version: 1, createdAt: now, updatedAt: now };
        const values = [row.id, row.code, row.name, row.isDefault, JSON.stringify(row.stages), now];
        tx.execute('INSERT INTO pipeline VALUES ($1, $2, $3, $4, $5, 1, $6, $6)', values);
        return row;
      },
      { conflicts },
    );
  }

  change(id: string, change: Partial<Omit<StatedPipeline, 'code'>>, actor: Actor): Promise<PipelineRow> {
    return this.unitOfWork.run(
      actor,
      async (tx) => {
        const [before] = await tx.read<PipelineRow>(`${select} WHERE p.id = $1 FOR UPDATE`, [id]);
        if (before === undefined) throw new NotFound('pipeline');
        const ifMatch = CommandContext.current()?.ifMatch;
        if (ifMatch !== undefined && ifMatch !== before.version) throw new Stale();
        const row = { ...before, ...change, version: before.version + 1, updatedAt: this.clock.now() };
        mustBeWhole(row.stages);
        const values = [id, row.name, JSON.stringify(row.stages), row.version, row.updatedAt];
        tx.execute('UPDATE pipeline SET name = $2, stages = $3, version = $4, updated_at = $5 WHERE id = $1', values);
        return row;
      },
      { conflicts },
    );
  }
}
