import { Injectable } from '@nestjs/common';
import { NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, type Branch, type ListSpec, type Page, type Saved } from '@tributary/persistence';
import type { RivalDto } from '../deal-conflict/deal-conflict.dto.js';
import type { DealRegistrationsQuery } from './deal-registration.dto.js';
import { dealRegistrations } from './deal-registration.schema.js';
import type { DealRegistrationState } from './deal-state.js';

type Row = Saved<DealRegistrationState>;

// What a representation shows. Identity and claim stay in the database.
const select = `
  SELECT d.id, d.number, d.version, d.created_at AS "createdAt", d.updated_at AS "updatedAt", d.status, d.explanation,
         d.program_id AS "programId", d.program_version AS "programVersion", d.deal_type AS "dealType", d.partner_id AS "partnerId",
         d.territory, d.registered_by AS "registeredBy", d.distributor_id AS "distributorId",
         d.hidden_from_distributor AS "hiddenFromDistributor", d.customer, d.contact, d.lines, d.value,
         d.expected_close_on AS "expectedCloseOn", d.project, d.competitor, d.incumbent, d.tender_on AS "tenderOn", d.evidence,
         d.external_ids AS "externalIds", d.submitted_at AS "submittedAt", d.resubmissions, d.decision_due_at AS "decisionDueAt", d.overdue,
         d.appeal_until AS "appealUntil", d.appeal_id AS "appealId", d.conflict, d.revocation, d.protected_from AS "protectedFrom", d.protected_until AS "protectedUntil", d.extensions,
         d.opportunity_id AS "opportunityId", d.claimed_value AS "claimedValue", d.won_value AS "wonValue"
    FROM deal_registration d`;

// Of what belongs to another territory a channel manager learns that it is there and by what evidence.
const rivals = `
  SELECT r.class, r.id, r.territory, CASE WHEN r.own THEN r.number END AS number, r.status,
         CASE WHEN r.own THEN r.partner_id END AS "partnerId", CASE WHEN r.own THEN r.partner_name END AS "partnerName",
         CASE WHEN r.own THEN r.customer_name END AS "customerName", r.submitted_at AS "submittedAt", r.protected_until AS "protectedUntil",
         r.same_domain AS "sameDomain", r.same_registration AS "sameRegistration", r.same_contact_domain AS "sameContactDomain",
         to_char(r.name_similarity, 'FM0.00') AS "nameSimilarity", r.detected_at AS "detectedAt"
    FROM (
  SELECT c.class, c.source_id AS id, coalesce(d.territory, o.territory) AS territory, coalesce(d.number, l.number, o.number) AS number,
         coalesce(d.status, l.status, o.status) AS status, coalesce(d.partner_id, l.partner_id, o.partner_id) AS partner_id, p.legal_name AS partner_name,
         coalesce(d.customer ->> 'name', l.customer_name, o.customer ->> 'name') AS customer_name, d.submitted_at,
         coalesce(d.protected_until, l.protected_until) AS protected_until, c.same_domain, c.same_registration, c.same_contact_domain, c.name_similarity,
         c.detected_at, $2::text[] IS NULL OR coalesce(d.territory, o.territory, '') = ANY ($2) OR (l.id IS NOT NULL AND p.territories && $2) AS own
    FROM (SELECT c.class, c.source_id, c.same_domain, c.same_registration, c.same_contact_domain, c.name_similarity, c.detected_at
            FROM deal_conflict c WHERE c.deal_id = $1
          UNION
          SELECT c.class, c.deal_id, c.same_domain, c.same_registration, c.same_contact_domain, c.name_similarity, c.detected_at
            FROM deal_conflict c JOIN deal_registration later ON later.id = c.deal_id
           WHERE c.source_id = $1 AND is_live(later.status)) c
    LEFT JOIN deal_registration d ON d.id = c.source_id
    LEFT JOIN lead_replica l ON l.id = c.source_id AND c.class = 'lead'
    LEFT JOIN opportunity o ON o.id = c.source_id AND c.class <> 'lead'
    LEFT JOIN partner_replica p ON p.id = coalesce(d.partner_id, l.partner_id, o.partner_id)
  ) r ORDER BY r.same_domain DESC, r.same_registration DESC, r.name_similarity DESC, r.id LIMIT 200`;

// The gravest conflict in which another registration is held because of this one, or a lead that came after it.
const causedConflict = `SELECT conflict FROM (
  SELECT d.conflict FROM deal_conflict c JOIN deal_registration d ON d.id = c.deal_id
   WHERE c.source_id = $1 AND is_live(d.status) AND d.conflict IS NOT NULL
  UNION ALL
  SELECT jsonb_build_object('class', 'lead', 'severity', CASE WHEN c.same_domain OR c.same_registration THEN 'hard' ELSE 'hold' END,
                            'score', CASE WHEN c.same_domain OR c.same_registration THEN 1 ELSE round(c.name_similarity::numeric, 2) END)
    FROM deal_conflict c WHERE c.deal_id = $1 AND c.class = 'lead'
  ) caused ORDER BY (conflict ->> 'score')::numeric DESC LIMIT 1`;

@Injectable()
export class DealRegistrationQueries {
  constructor(readonly reads: Reads) {}

  async one(actor: Actor, id: string): Promise<Row> {
    const row = await this.reads.one<Row>(actor, dealRegistrations.noun, `${select} WHERE d.id = $1`, [id]);
    const territories = territoriesOf(actor);
    if (territories !== null && !territories.includes(row.territory ?? '')) throw new NotFound(dealRegistrations.noun);
    return row;
  }

  /** With whom a registration was found to conflict, and who came later and is held because of it: for the vendor only. */
  rivals(actor: Actor, id: string): Promise<RivalDto[]> {
    return this.reads.query<RivalDto>(actor, rivals, [id, territoriesOf(actor)]);
  }

  /** The conflict of a registration that came first, as the later one tells it: for the vendor only. */
  async causedConflict(actor: Actor, id: string): Promise<Row['conflict']> {
    const [caused] = await this.reads.query<Pick<Row, 'conflict'>>(actor, causedConflict, [id]);
    return caused?.conflict ?? null;
  }

  page(actor: Actor, query: DealRegistrationsQuery): Promise<Page<Row>> {
    return this.reads.page<Row>(actor, dealRegistrationList(actor, query), query.page());
  }
}

/** Each branch walks an index of its own: a distributor's list is its own deals and those that name it. */
export function dealRegistrationList(
  actor: Actor,
  query: Pick<DealRegistrationsQuery, 'status' | 'partnerId' | 'distributorId' | 'updatedSince'>,
): ListSpec {
  const { status, partnerId, distributorId, updatedSince } = query;
  const filters: readonly (readonly [string, unknown])[] = [
    ['d.status = ?', status],
    ['d.partner_id = ?', partnerId],
    ['d.distributor_id = ?', distributorId],
    ['d.updated_at >= ?', updatedSince],
  ];
  const given = filters.filter(([, value]) => value !== undefined);
  const branch = (where: string[], params: unknown[]): Branch => ({
    where: [...where, ...given.map(([condition]) => condition)],
    params: [...params, ...given.map(([, value]) => value)],
  });
  return {
    select,
    id: 'd.id',
    sorts: { createdAt: 'd.created_at', updatedAt: 'd.updated_at' },
    sort: updatedSince === undefined ? '-createdAt' : 'updatedAt',
    branches: branchesFor(actor, branch),
    cursorSalt: JSON.stringify(given),
  };
}

function branchesFor(actor: Actor, branch: (where: string[], params: unknown[]) => Branch): Branch[] {
  if (actor.kind === 'partner') {
    const own = branch(['d.partner_id = ?'], [actor.partnerId]);
    const naming = [
      'd.distributor_id = ?',
      'NOT d.hidden_from_distributor',
      `d.status <> 'draft'`,
      'd.partner_id <> ?',
    ];
    return [own, branch(naming, [actor.partnerId, actor.partnerId])];
  }
  const territories = territoriesOf(actor);
  if (territories === null) return [branch([], [])];
  if (territories.length === 0) return [branch(['false'], [])];
  return [...new Set(territories)].map((territory) => branch(['d.territory = ?'], [territory]));
}
