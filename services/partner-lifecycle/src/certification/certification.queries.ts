import { Injectable } from '@nestjs/common';
import { Clock, dayOf, NotFound, systemActor, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { GapListQuery, PersonGapsDto } from './certification-gap.dto.js';
import type { CertificationListQuery } from './certification.dto.js';
import type { CertificationState } from './certification.js';
import { certificationSchema } from './certification.schema.js';
import type { Held } from './evidence.js';
import { gapsOf, type Earnable } from './gap.js';

type Row = Saved<CertificationState>;
type Condition = readonly [where: string, value: unknown];

const columns = savedColumns(certificationSchema, 'c');

/** Whoever administers a partner sees its people, everybody else of it only what is theirs; a channel manager those of its territories. */
function visibleTo(actor: Actor, row: string, holderId: string): readonly Condition[] {
  const { kind, roles, scopes, partnerId, subject } = actor;
  const codes = territoriesOf(actor);
  const conditions: Condition[] = [];
  if (kind === 'partner') {
    conditions.push([`${row}.partner_id = ?`, partnerId]);
    if (!roles.includes('partner_admin') && !scopes.includes('certifications:read'))
      conditions.push([`EXISTS (SELECT FROM partner_user me WHERE me.id = ${holderId} AND me.subject = ?)`, subject]);
  }
  if (codes !== null) {
    const managed = `EXISTS (SELECT FROM partner p WHERE p.id = ${row}.partner_id AND in_territories(?::text[], p.territories))`;
    conditions.push([managed, codes]);
  }
  return conditions;
}

interface PersonRow extends Omit<PersonGapsDto, 'missing' | 'held'> {
  readonly held: readonly Held[];
}

const people = `SELECT u.id AS "userId", u.partner_id AS "partnerId", u.name, coalesce((
    SELECT jsonb_agg(jsonb_build_object('code', c.definition_code, 'status', c.status, 'validUntil', c.valid_until,
      'earnedOn', to_char(c.earned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')) ORDER BY c.definition_code)
    FROM certification c WHERE c.user_id = u.id), '[]') AS held
  FROM partner_user u`;
// The edition of the day: the last one that began.
const earnable = `SELECT d.code, d.name, d.kind, edition -> 'prerequisites' AS prerequisites FROM certification_definition d
  CROSS JOIN LATERAL (SELECT e AS edition FROM jsonb_array_elements(d.editions) e WHERE e ->> 'from' <= $1 ORDER BY e ->> 'from' DESC LIMIT 1) now
  WHERE d.status = 'open' AND ($2::text IS NULL OR d.code = $2) ORDER BY d.code`;

@Injectable()
export class CertificationQueries {
  constructor(
    readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  one(actor: Actor, id: string): Promise<Row> {
    const { where, params } = numbered([['c.id = ?', id], ...visibleTo(actor, 'c', 'c.user_id')]);
    return this.reads.one(actor, 'certification', `SELECT ${columns} FROM certification c WHERE ${where}`, params);
  }

  /** For everybody who was shown a number: no account is needed. */
  async byNumber(number: string): Promise<Row> {
    const sql = `SELECT ${columns} FROM certification c WHERE c.number = $1`;
    const [row] = await this.reads.query<Row>(systemActor('verification'), sql, [number]);
    if (row === undefined) throw new NotFound('certification');
    return row;
  }

  list(actor: Actor, query: CertificationListQuery): Promise<Page<Row>> {
    const filters: Condition[] = [
      ['c.partner_id = ?', query.partnerId],
      ['c.user_id = ?', query.userId],
      ['c.definition_code = ?', query.definition],
      ['c.kind = ?', query.kind],
      ['c.status = ?', query.status],
      [`c.status IN ('active', 'expiring') AND c.valid_until <= ?`, query.endsUntil],
      ['c.updated_at >= ?', query.updatedSince],
    ];
    const given = [...visibleTo(actor, 'c', 'c.user_id'), ...filters.filter(([, value]) => value !== undefined)];
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} FROM certification c`,
        id: 'c.id',
        sorts: { createdAt: 'c.created_at', updatedAt: 'c.updated_at', earnedAt: 'c.earned_at' },
        branches: [{ where: given.map(([where]) => where), params: given.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }

  /** People who have not left, each with what they hold and lack today. */
  async gaps(actor: Actor, query: GapListQuery): Promise<Page<PersonGapsDto>> {
    const filters: Condition[] = [
      ['u.status <> ?', 'deactivated'],
      ['u.partner_id = ?', query.partnerId],
      ['u.id = ?', query.userId],
    ];
    const given = [...visibleTo(actor, 'u', 'u.id'), ...filters.filter(([, value]) => value !== undefined)];
    const today = dayOf(this.clock.now());
    const [definitions, page] = await Promise.all([
      this.reads.query<Earnable>(actor, earnable, [today, query.definition ?? null]),
      this.reads.page<PersonRow>(
        actor,
        {
          select: people,
          id: 'u.id',
          sorts: { createdAt: 'u.created_at' },
          branches: [{ where: given.map(([where]) => where), params: given.map(([, value]) => value) }],
          cursorSalt: JSON.stringify(given),
        },
        query.page(),
      ),
    ]);
    const items = page.items.map(({ held, ...person }) => {
      const missing = gapsOf(definitions, held, today);
      const lacking = new Set(missing.map(({ code }) => code));
      return { ...person, held: definitions.map(({ code }) => code).filter((code) => !lacking.has(code)), missing };
    });
    return { ...page, items };
  }
}

function numbered(conditions: readonly Condition[]): { where: string; params: unknown[] } {
  const where = conditions.map(([condition], index) => condition.replace('?', `$${index + 1}`)).join(' AND ');
  return { where, params: conditions.map(([, value]) => value) };
}
