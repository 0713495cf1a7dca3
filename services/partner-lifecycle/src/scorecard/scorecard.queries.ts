import { Injectable } from '@nestjs/common';
import { Clock, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, type Page } from '@tributary/persistence';
import type { RecordQuery, ScorecardListQuery } from './scorecard.dto.js';
import { figuresOf, type Figures, type Period, type Sum } from './scorecard.js';

/** A partner and a period, in UTC: from `startsAt` up to and without `endsAt`. */
export interface Card {
  readonly id: string;
  readonly partnerId: string;
  readonly period: Period;
  readonly startsAt: Date;
  readonly endsAt: Date;
}
export type Scorecard = Card & Figures;

export interface CountedRecord {
  readonly recordId: string;
  readonly number: string | null;
  readonly at: Date;
  readonly toldAt: Date;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly points: string | null;
  readonly lasted: string | null;
}

const card = `SELECT s.id, s.partner_id AS "partnerId", s.period, s.starts_at AS "startsAt", s.ends_at AS "endsAt" FROM scorecard s`;
const managed = (codes: string): string =>
  `EXISTS (SELECT FROM partner p WHERE p.id = s.partner_id AND in_territories(${codes}::text[], p.territories))`;
const displacing = 'l.subject = f.subject AND l.line = f.line AND l.rank > f.rank';
// When it was told that a fact does not stand. Imported business may be given to another partner, and that fact is none of the first one's.
const fallen = `CASE WHEN f.line = 'import' THEN imported_since(f.subject, f.rank) ELSE (SELECT max(l.told_at) FROM scorecard_fact l WHERE ${displacing}) END`;

// OFFSET 0: looked up once for a fact and not once for each use.
// A fact that another one displaced counts no more, and yet the displacing one has a part in this period: it is the newest heard of.
const periodSums = `
  SELECT s.id, f.figure, f.currency, count(*) FILTER (WHERE later.told_at IS NULL) AS count,
         sum(f.amount) FILTER (WHERE later.told_at IS NULL) AS amount, sum(f.points) AS points,
         sum(f.lasted_ms) FILTER (WHERE later.told_at IS NULL) AS lasted, count(f.lasted_ms) FILTER (WHERE later.told_at IS NULL) AS timed,
         max(greatest(f.told_at, later.told_at)) AS as_of
    FROM scorecard s
    JOIN scorecard_fact f ON f.partner_id = s.partner_id AND f.at >= s.starts_at AND f.at < s.ends_at AND f.line <> 'certification'
    CROSS JOIN LATERAL (SELECT ${fallen} AS told_at OFFSET 0) later`;
// Certifications at the end of the period, or now while it is running: of each the newest of what was so by then.
const certifications = (now: string): string => `
  SELECT s.id, 'certifications' AS figure, NULL AS currency,
         count(*) FILTER (WHERE c.figure = 'certifications' AND (c.until IS NULL OR c.until >= least(s.ends_at, ${now}::timestamptz))) AS count,
         NULL::numeric AS amount, NULL::numeric AS points, NULL::numeric AS lasted, 0 AS timed, max(c.told_at) AS as_of
    FROM scorecard s
   CROSS JOIN LATERAL (SELECT DISTINCT ON (f.subject) f.figure, f.until, f.told_at FROM scorecard_fact f
                        WHERE f.partner_id = s.partner_id AND f.line = 'certification' AND f.at < s.ends_at ORDER BY f.subject, f.rank DESC) c`;
// From what was recorded to the cards that it has a part in. What a certification is from a day on, every card that ends later shows.
const heardOf = `s.id IN (SELECT c.id FROM scorecard_fact l
    JOIN scorecard_fact f ON f.subject = l.subject AND f.line = l.line AND (f.rank = l.rank OR f.rank < l.rank AND l.line <> 'certification')
    JOIN scorecard c ON c.partner_id = f.partner_id AND c.ends_at > f.at AND (c.starts_at <= f.at OR f.line = 'certification')
   WHERE l.recorded_at >= ?)`;

@Injectable()
export class ScorecardQueries {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  async one(actor: Actor, id: string): Promise<Scorecard> {
    const found = await this.card(actor, id);
    return { ...found, ...figuresOf((await this.sums(actor, [found])).get(id) ?? []) };
  }

  card(actor: Actor, id: string): Promise<Card> {
    return this.reads.one<Card>(
      actor,
      'scorecard',
      `${card} WHERE s.id = $1 AND ($2::uuid IS NULL OR s.partner_id = $2) AND ($3::text[] IS NULL OR ${managed('$3')})`,
      [id, actor.partnerId, territoriesOf(actor)],
    );
  }

  async list(actor: Actor, query: ScorecardListQuery): Promise<Page<Scorecard>> {
    const conditions = this.visible(actor);
    if (query.partnerId !== undefined) conditions.push(['s.partner_id = ?', query.partnerId]);
    if (query.period !== undefined) conditions.push(['s.period = ?', query.period]);
    if (query.from !== undefined) conditions.push(['s.starts_on >= ?', query.from]);
    if (query.to !== undefined) conditions.push(['s.starts_on <= ?', query.to]);
    if (query.updatedSince !== undefined) {
      conditions.push([heardOf, query.updatedSince]);
    }
    const page = await this.reads.page<Card>(
      actor,
      {
        select: card,
        id: 's.id',
        sorts: { startsOn: 's.starts_on' },
        sort: '-startsOn',
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
    const sums = await this.sums(actor, page.items);
    return { ...page, items: page.items.map((one) => ({ ...one, ...figuresOf(sums.get(one.id) ?? []) })) };
  }

  /** The records behind a figure: as many as it counts, and their values add up to its value. */
  records(actor: Actor, { id, partnerId, startsAt, endsAt }: Card, query: RecordQuery): Promise<Page<CountedRecord>> {
    const inPeriod: [string, unknown][] = [
      ['f.at >= ?', startsAt],
      ['f.at < ?', endsAt],
      [`${fallen} IS NULL`, undefined],
    ];
    const atItsEnd: [string, unknown][] = [
      ["f.line = 'certification'", undefined],
      ['f.at < ?', endsAt],
      ['(f.until IS NULL OR f.until >= ?)', new Date(Math.min(endsAt.getTime(), this.clock.now().getTime()))],
      [`NOT EXISTS (SELECT FROM scorecard_fact l WHERE ${displacing} AND l.at < ?)`, endsAt],
    ];
    const conditions: [string, unknown][] = [
      ['f.partner_id = ?', partnerId],
      ['f.figure = ?', query.figure],
      ...(query.figure === 'certifications' ? atItsEnd : inPeriod),
    ];
    return this.reads.page<CountedRecord>(
      actor,
      {
        select: `SELECT f.subject AS "recordId", f.number, f.at, f.told_at AS "toldAt", f.amount, f.currency, f.points, f.lasted_ms AS lasted FROM scorecard_fact f`,
        id: "md5(concat_ws('/', f.subject, f.line, f.figure))::uuid",
        sorts: { at: 'f.at' },
        sort: '-at',
        branches: [
          { where: conditions.map(([where]) => where), params: conditions.flatMap(([, value]) => value ?? []) },
        ],
        cursorSalt: JSON.stringify([id, query.figure]),
      },
      query.page(),
    );
  }

  private visible(actor: Actor): [string, unknown][] {
    const codes = territoriesOf(actor);
    return [
      ...(actor.kind === 'partner' ? [['s.partner_id = ?', actor.partnerId] as [string, unknown]] : []),
      ...(codes === null ? [] : [[managed('?'), codes] as [string, unknown]]),
    ];
  }

  private async sums(actor: Actor, cards: readonly Card[]): Promise<ReadonlyMap<string, Sum[]>> {
    const wanted = 'WHERE s.id = ANY ($1::uuid[]) AND ($2::uuid IS NULL OR s.partner_id = $2)';
    const rows = await this.reads.query<Record<keyof Sum, string> & { id: string; as_of: Date }>(
      actor,
      `${periodSums} ${wanted} GROUP BY s.id, f.figure, f.currency UNION ALL ${certifications('$3')} ${wanted} GROUP BY s.id`,
      [cards.map(({ id }) => id), actor.partnerId, this.clock.now()],
    );
    const sums = new Map<string, Sum[]>();
    for (const { id, figure, currency, amount, as_of: asOf, ...row } of rows) {
      const numbers = {
        count: Number(row.count),
        points: Number(row.points),
        lasted: Number(row.lasted),
        timed: Number(row.timed),
      };
      sums.set(id, [...(sums.get(id) ?? []), { figure, currency, amount, asOf, ...numbers }]);
    }
    return sums;
  }
}
