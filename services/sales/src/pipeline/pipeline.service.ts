import { Injectable } from '@nestjs/common';
import { Ids, NotFound, type Actor } from '@tributary/kernel';
import { Reads, UnitOfWork, type Page, type PageAsk, type RowFacts, type Transaction } from '@tributary/persistence';
import { Pipeline, type PipelineState } from './pipeline.js';
import { pipelines } from './pipeline.schema.js';

export type PipelineRow = PipelineState & Pick<RowFacts, 'version' | 'createdAt' | 'updatedAt'>;
/** Which pipelines a list shows. */
export interface PipelineFilter {
  readonly code?: string;
  readonly updatedSince?: Date;
}
export type StatedPipeline = Pick<PipelineRow, 'code' | 'name' | 'stages'>;

const select = `SELECT p.id, p.version, p.code, p.name, p.is_default AS "isDefault", p.stages, p.created_at AS "createdAt", p.updated_at AS "updatedAt" FROM pipeline p`;

/** The stages through which opportunities move. */
@Injectable()
export class PipelineService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reads: Reads,
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

  page(actor: Actor, filter: PipelineFilter, ask: PageAsk): Promise<Page<PipelineRow>> {
    const filters: [string, unknown][] = [
      ['p.code = ?', filter.code],
      ['p.updated_at >= ?', filter.updatedSince],
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
      ask,
    );
  }

  show(id: string, actor: Actor): Promise<PipelineRow> {
    return this.reads.one<PipelineRow>(actor, 'pipeline', `${select} WHERE p.id = $1`, [id]);
  }

  create({ code, name, stages }: StatedPipeline, actor: Actor): Promise<PipelineRow> {
    return this.unitOfWork.run(actor, async (tx) =>
      tx.save(pipelines, Pipeline.add({ id: this.ids.next(), code, name, stages })),
    );
  }

  change(id: string, change: Partial<Omit<StatedPipeline, 'code'>>, actor: Actor): Promise<PipelineRow> {
    return this.unitOfWork.run(actor, async (tx) => {
      const pipeline = await tx.load(pipelines, id);
      pipeline.change({ ...change });
      return tx.save(pipelines, pipeline);
    });
  }
}
