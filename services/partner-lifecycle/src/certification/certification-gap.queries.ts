import { Injectable } from '@nestjs/common';
import { Clock, dayOf, type Actor } from '@tributary/kernel';
import { Reads, type Page } from '@tributary/persistence';
import type { GapListQuery, PersonGapsDto } from './certification-gap.dto.js';
import { visibleTo, type Condition } from './certification.queries.js';
import type { Held } from './evidence.js';
import { gapsOf, type Earnable } from './gap.js';

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
export class CertificationGapQueries {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  /** People who have not left, each with what they hold and lack today. */
  async page(actor: Actor, query: GapListQuery): Promise<Page<PersonGapsDto>> {
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
