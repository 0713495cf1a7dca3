import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { RewardProgramListQuery } from './reward-program.dto.js';
import type { RewardProgramState } from './reward-program.js';
import { rewardProgramSchema } from './reward-program.schema.js';

const columns = savedColumns(rewardProgramSchema, 'r');

@Injectable()
export class RewardProgramQueries {
  constructor(private readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Saved<RewardProgramState>> {
    return this.reads.one(actor, 'reward program', `SELECT ${columns} FROM reward_program r WHERE r.id = $1`, [id]);
  }

  list(actor: Actor, query: RewardProgramListQuery): Promise<Page<Saved<RewardProgramState>>> {
    const conditions: [string, unknown][] = [];
    if (query.status !== undefined) conditions.push(['r.status = ?', query.status]);
    if (query.currency !== undefined) conditions.push(['r.currency = ?', query.currency]);
    if (query.updatedSince !== undefined) conditions.push(['r.updated_at >= ?', query.updatedSince]);
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} FROM reward_program r`,
        id: 'r.id',
        sorts: { createdAt: 'r.created_at', updatedAt: 'r.updated_at' },
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
  }
}
