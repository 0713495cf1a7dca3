import { Injectable } from '@nestjs/common';
import { NotFound, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type PageAsk, type Saved } from '@tributary/persistence';
import type { MaturityResponseState } from './maturity-response.js';
import { maturityResponseSchema } from './maturity-response.schema.js';

type Row = Saved<MaturityResponseState>;

const select = `SELECT ${savedColumns(maturityResponseSchema, 'r')} FROM maturity_response r`;

// Whom it is about, and what a partner's person may see of it: the own sheet, while the assessment is shown to partners.
function visible(actor: Actor, assessmentId: string): [string, unknown][] {
  const wanted: [string, unknown] = ['r.assessment_id = ?', assessmentId];
  if (actor.kind !== 'partner') return [wanted];
  return [
    wanted,
    ['r.partner_id = ?', actor.partnerId],
    ['r.subject = ? AND NOT r.is_dismissed', actor.subject],
    [
      `EXISTS (SELECT FROM maturity_assessment a WHERE a.id = ? AND a.is_open_to_partners AND a.status <> 'draft')`,
      assessmentId,
    ],
  ];
}

@Injectable()
export class MaturityResponseQueries {
  constructor(readonly reads: Reads) {}

  async page(actor: Actor, assessmentId: string, ask: PageAsk): Promise<Page<Row>> {
    const conditions = visible(actor, assessmentId);
    const page = await this.reads.page<Row>(
      actor,
      {
        select,
        id: 'r.id',
        sorts: { createdAt: 'r.created_at', updatedAt: 'r.updated_at' },
        sort: 'createdAt',
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: assessmentId,
      },
      ask,
    );
    if (page.items.length === 0) await this.requireAssessment(actor, assessmentId);
    return page;
  }

  one(actor: Actor, assessmentId: string, id: string): Promise<Row> {
    const conditions = visible(actor, assessmentId);
    let place = 1;
    const where = conditions.map(([condition]) => condition.replace('?', () => `$${(place += 1)}`));
    const parameters = [id, ...conditions.map(([, value]) => value)];
    return this.reads.one(
      actor,
      'maturity response',
      `${select} WHERE r.id = $1 AND ${where.join(' AND ')}`,
      parameters,
    );
  }

  private async requireAssessment(actor: Actor, id: string): Promise<void> {
    if (actor.kind === 'partner') throw new NotFound('maturity assessment');
    await this.reads.one(actor, 'maturity assessment', 'SELECT id FROM maturity_assessment WHERE id = $1', [id]);
  }
}
