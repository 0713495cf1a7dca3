import { Injectable } from '@nestjs/common';
import { Clock, RuleViolation, type Actor } from '@tributary/kernel';
import { Reads } from '@tributary/persistence';
import { HeldTermService } from '../warranty-term/held-term.service.js';
import type { HeldTerms } from '../warranty-term/cover.js';
import {
  judge,
  unknownSerial,
  type EarlierUnit,
  type EntitledUnit,
  type Entitlement,
  type Promised,
} from './entitlement.js';

interface Row extends EntitledUnit {
  readonly terms: HeldTerms | null;
  readonly termCode: string | null;
  readonly termVersion: number | null;
  readonly earlier: readonly EarlierUnit[];
}

const units = `
  SELECT a.id, a.sku, a.family, a.serial, a.status, a.chain, a.shipped_on AS "shippedOn", a.installed_on AS "installedOn",
         a.activated_on AS "activatedOn", a.carried, a.moves, a.blocked, a.replaces, a.replaced_by AS "replacedBy", a.retired_on AS "retiredOn",
         v.terms, v.code AS "termCode", v.version AS "termVersion",
         (WITH RECURSIVE earlier AS (
            SELECT e.id, e.sku, e.serial, e.replaces, e.replaced_by, 1 AS step FROM asset e WHERE e.id = (a.replaces ->> 'assetId')::uuid
            UNION ALL
            -- LIMIT keeps the planner at the key: one unit each step.
            SELECT e.id, e.sku, e.serial, e.replaces, e.replaced_by, n.step + 1 FROM earlier n CROSS JOIN LATERAL (
              SELECT x.id, x.sku, x.serial, x.replaces, x.replaced_by FROM asset x WHERE x.id = (n.replaces ->> 'assetId')::uuid LIMIT 1) e WHERE n.step < 50)
          SELECT coalesce(jsonb_agg(jsonb_build_object('assetId', id, 'sku', sku, 'serial', serial, 'on', replaced_by ->> 'on') ORDER BY step), '[]')
            FROM earlier) AS earlier
    FROM asset a LEFT JOIN LATERAL warranty_term_of(a.id) v ON true
   WHERE a.serial = $1 AND ($2::text IS NULL OR a.sku = $2)`;
// A partner asks about what it sold or bought; of everything else it learns nothing. Asked of the unit, not a join: that could begin with all
// that the partner ever sold.
const own = 'AND (SELECT true FROM asset_partner r WHERE r.asset_id = a.id AND r.partner_id = $3)';

@Injectable()
export class EntitlementService {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
    private readonly held: HeldTermService,
  ) {}

  async of(actor: Actor, serial: string, sku: string | null, asOf: string | null): Promise<Entitlement> {
    const on = asOf ?? this.clock.now().toISOString().slice(0, 10);
    const rows =
      actor.kind === 'partner'
        ? await this.reads.query<Row>(actor, `${units} ${own} LIMIT 2`, [serial, sku, actor.partnerId])
        : await this.reads.query<Row>(actor, `${units} LIMIT 2`, [serial, sku]);
    if (rows.length > 1)
      throw new RuleViolation('SERIAL_AMBIGUOUS', 'Several products have a unit with this serial: name the sku too.');
    const [row] = rows;
    const asked = { sku, serial };
    if (row === undefined) return { ...unknownSerial, on, asked, unit: null, earlier: [], start: null, term: null };
    const { terms, termCode, termVersion, earlier, ...unit } = row;
    const promised = this.promised(unit, terms);
    const term =
      terms === null || termCode === null || termVersion === null
        ? null
        : { ...terms, code: termCode, version: termVersion };
    return { ...judge(unit, promised, on), on, asked, unit, earlier, start: promised.start, term };
  }

  private promised(unit: EntitledUnit, terms: HeldTerms | null): Promised {
    const { carried, replaces, chain } = unit;
    if (carried !== null && replaces !== null)
      return { terms, start: null, spans: carried.map((span) => ({ ...span, from: replaces.on })) };
    if (terms === null) return { terms, start: null, spans: [] };
    const purchasedOn = chain.find(({ role }) => role === 'end_customer')?.invoicedOn ?? null;
    const start = this.held.start(terms, { ...unit, purchasedOn });
    return { terms, start, spans: start.on === null ? [] : this.held.spans(terms, start.on) };
  }
}
