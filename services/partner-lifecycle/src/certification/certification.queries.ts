import { Injectable } from '@nestjs/common';
import { NotFound, systemActor, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { CertificationListQuery, CertificationRowDto } from './certification.dto.js';
import type { CertificationState } from './certification.js';
import { certificationSchema } from './certification.schema.js';

type Row = Saved<CertificationState>;
export type Condition = readonly [where: string, value: unknown];

const columns = savedColumns(certificationSchema, 'c');

/** Whoever administers a partner sees its people, everybody else of it only what is theirs; a channel manager those of its territories. */
export function visibleTo(actor: Actor, row: string, holderId: string): readonly Condition[] {
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

@Injectable()
export class CertificationQueries {
  constructor(readonly reads: Reads) {}

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

  rows(actor: Actor): AsyncIterable<CertificationRowDto> {
    const { where, params } = numbered([['c.number <> ?', ''], ...visibleTo(actor, 'c', 'c.user_id')]);
    return this.reads.stream(
      actor,
      `SELECT c.number, c.definition_code AS definition, c.kind, c.partner_id AS "partnerId", c.user_id AS "userId", c.status,
          c.earned_at AS "earnedAt", c.valid_until::text AS "validUntil" FROM certification c WHERE ${where} ORDER BY c.created_at, c.id`,
      params,
    );
  }
}

function numbered(conditions: readonly Condition[]): { where: string; params: unknown[] } {
  const where = conditions.map(([condition], index) => condition.replace('?', `$${index + 1}`)).join(' AND ');
  return { where, params: conditions.map(([, value]) => value) };
}
