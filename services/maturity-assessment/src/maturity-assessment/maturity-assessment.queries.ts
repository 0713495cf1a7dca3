import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type ListSpec, type Page } from '@tributary/persistence';
import type { AssessmentsExportQuery, AssessmentsQuery } from './assessment-input.dto.js';
import type { AssessmentRowDto } from './assessment-row.dto.js';
import type { AssessmentRow } from './maturity-assessment.dto.js';

const open = `a.id, a.number, a.version, a.created_at AS "createdAt", a.updated_at AS "updatedAt", a.name, a.organization, a.form, a.status,
  a.model_id AS "modelId", a.model_key AS "modelKey", a.model_release AS "modelRelease", a.is_open_to_partners AS "isOpenToPartners"`;

// A partner's login may not even name the other columns.
function selectFor(actor: Actor): string {
  const rest =
    actor.kind === 'partner'
      ? `'[]'::jsonb AS targets, NULL::int AS "targetLevel", NULL::int AS level, NULL::text AS overall, '[]'::jsonb AS notes,
         NULL::text AS "submittedBy", NULL::timestamptz AS "submittedAt", NULL::text AS "reviewedBy", NULL::timestamptz AS "reviewedAt",
         NULL::text AS "finalizedBy", NULL::timestamptz AS "finalizedAt"`
      : `a.targets, a.target_level AS "targetLevel", a.level, a.overall, a.notes, a.submitted_by AS "submittedBy",
         a.submitted_at AS "submittedAt", a.reviewed_by AS "reviewedBy", a.reviewed_at AS "reviewedAt", a.finalized_by AS "finalizedBy",
         a.finalized_at AS "finalizedAt"`;
  return `SELECT ${open}, ${rest} FROM maturity_assessment a`;
}

const named = (partner: string, subject: string): string => `a.is_open_to_partners AND a.status <> 'draft' AND EXISTS (
  SELECT FROM maturity_response r WHERE r.assessment_id = a.id AND NOT r.is_dismissed AND r.partner_id = ${partner} AND r.subject = ${subject})`;

const means = (of: string): string =>
  `ARRAY(SELECT (l ->> 'id') || '=' || coalesce(l ->> 'mean', '') FROM jsonb_array_elements(a.result -> 'score' -> '${of}') l)`;

const rowSelect = `
  SELECT a.number, a.name, a.organization ->> 'name' AS organization, a.organization ->> 'industry' AS industry,
         a.organization ->> 'size' AS size, a.organization ->> 'region' AS region, (a.organization ->> 'isOwn')::boolean AS "isOwn",
         a.model_key AS model, a.model_release AS release, a.form, a.status, a.level, a.overall, ${means('areas')} AS areas,
         ${means('capabilities')} AS capabilities, a.submitted_at AS "submittedAt", a.finalized_at AS "finalizedAt"
    FROM maturity_assessment a`;

@Injectable()
export class MaturityAssessmentQueries {
  constructor(readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<AssessmentRow> {
    const isPartner = actor.kind === 'partner';
    const where = isPartner ? `a.id = $1 AND ${named('$2', '$3')}` : 'a.id = $1';
    const parameters = isPartner ? [id, actor.partnerId, actor.subject] : [id];
    return this.reads.one(actor, 'maturity assessment', `${selectFor(actor)} WHERE ${where}`, parameters);
  }

  page(actor: Actor, query: AssessmentsQuery): Promise<Page<AssessmentRow>> {
    return this.reads.page(actor, assessmentList(actor, query, selectFor(actor)), query.page());
  }

  /** The oldest first, for the vendor alone. */
  rows(actor: Actor, query: AssessmentsExportQuery): AsyncIterable<AssessmentRowDto> {
    return this.reads.all(actor, assessmentList(actor, query, rowSelect), { sort: query.sort ?? 'createdAt' });
  }
}

function assessmentList(actor: Actor, query: AssessmentsQuery, select: string): ListSpec {
  const isPartner = actor.kind === 'partner';
  const filters: [string, unknown][] = [
    ['a.status = ?', query.status],
    ['a.model_id = ?', query.modelId],
    [`(a.organization ->> 'isOwn')::boolean = ?`, query.isOwn],
    // What is hidden from a partner is not found out by asking for it.
    [isPartner ? '?::int IS NULL' : 'a.level = ?', query.level],
    ['a.updated_at >= ?', query.updatedSince],
  ];
  const given = filters.filter(([, value]) => value !== undefined);
  const scope = isPartner ? [named('?', '?')] : [];
  const who = isPartner ? [actor.partnerId, actor.subject] : [];
  return {
    select,
    id: 'a.id',
    sorts: { createdAt: 'a.created_at', updatedAt: 'a.updated_at' },
    branches: [
      {
        where: [...scope, ...given.map(([condition]) => condition)],
        params: [...who, ...given.map(([, value]) => value)],
      },
    ],
    cursorSalt: JSON.stringify(given),
  };
}
