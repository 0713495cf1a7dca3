import { Injectable } from '@nestjs/common';
import { NotFound, type Actor } from '@tributary/kernel';
import { Reads, type Transaction } from '@tributary/persistence';
import type { Dossier, Scores } from './dossier.js';
import { scoreOf } from './score.js';
import { ownSheets, partnerSheets, viewsOf, type QuestionViews } from './views.js';

/** A transaction, or a query's scope: either reads. */
export type Reader = Pick<Transaction, 'read'>;

const dossier = `
  SELECT a.status, a.form, (a.organization ->> 'isOwn')::boolean AS "isOwn", a.targets, a.target_level AS "targetLevel", a.result,
         jsonb_build_object('key', m.key, 'release', m.release, 'basis', m.basis, 'levels', m.levels, 'gates', m.gates,
           'areas', m.areas, 'capabilities', m.capabilities, 'initiatives', m.initiatives) AS content,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', r.subject, 'partnerId', r.partner_id, 'role', r.role, 'answers', r.answers)
                          ORDER BY r.created_at, r.id), '[]')
            FROM maturity_response r WHERE r.assessment_id = a.id AND NOT r.is_dismissed) AS sheets
    FROM maturity_assessment a JOIN maturity_model m ON m.id = a.model_id WHERE a.id = $1`;

@Injectable()
export class MaturityScoreService {
  constructor(private readonly reads: Reads) {}

  /** For the vendor alone: it holds what everybody answered. */
  async dossier(reader: Reader, assessmentId: string): Promise<Dossier> {
    const [found] = await reader.read<Dossier>(dossier, [assessmentId]);
    if (found === undefined) throw new NotFound('maturity assessment');
    return found;
  }

  reader(actor: Actor): Reader {
    return { read: (sql, parameters) => this.reads.query(actor, sql, parameters) };
  }

  /** Partners' answers are a view of their own: they never count in the organization's score. */
  scores({ content, form, sheets }: Pick<Dossier, 'content' | 'form' | 'sheets'>): Scores {
    const partners = partnerSheets(sheets).filter(({ answers }) => answers.length > 0);
    return {
      score: scoreOf(content, form, ownSheets(sheets)),
      partnerScore: partners.length === 0 ? null : scoreOf(content, form, partners),
    };
  }

  /** As it was when the assessment was submitted; before that as it would be now. */
  async show(actor: Actor, assessmentId: string): Promise<Scores & { status: string; basis: string }> {
    const found = await this.dossier(this.reader(actor), assessmentId);
    const { score, partnerScore } = found.result ?? this.scores(found);
    return { status: found.status, basis: found.content.basis, score, partnerScore };
  }

  async views(actor: Actor, assessmentId: string): Promise<QuestionViews[]> {
    const { content, form, sheets } = await this.dossier(this.reader(actor), assessmentId);
    return viewsOf(content, form, sheets);
  }
}
