import { Injectable } from '@nestjs/common';
import type { TerritoryV1 } from '@tributary/contracts';
import { NotYetKnown, Ratio, systemActor, type BusinessCalendarSpec } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import type { Figure } from '../measured-metric/measurement.js';
import type { Period } from '../measured-metric/period.js';
import { businessTimeOf, type Span } from './decision-time.js';

const submitted = `
  INSERT INTO deal_decision (deal_id, territory, spans, running_since, told_at) VALUES ($1, $2, '[]', $3, $3)
  ON CONFLICT (deal_id) DO UPDATE SET running_since = $3, told_at = $3 WHERE deal_decision.decided_at IS NULL`;

const paused = `spans = spans || jsonb_build_array(jsonb_build_array(running_since, $2::timestamptz)), running_since = NULL, told_at = $2`;
const returned = `UPDATE deal_decision SET ${paused} WHERE deal_id = $1 AND running_since IS NOT NULL`;
const waiting = `
  SELECT d.spans, d.running_since AS "runningSince", d.territory, t.calendar
    FROM deal_decision d LEFT JOIN territory_replica t ON t.code = d.territory WHERE d.deal_id = $1 AND d.running_since IS NOT NULL LIMIT 1`;
const decided = `UPDATE deal_decision SET ${paused}, decided_at = $2, business_ms = $3 WHERE deal_id = $1 AND running_since IS NOT NULL`;
const withdrawn = 'DELETE FROM deal_decision WHERE deal_id = $1 AND decided_at IS NULL';

const keepTerritory = `
  INSERT INTO territory_replica AS known (id, sequence, code, calendar) VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, code = excluded.code, calendar = excluded.calendar
  WHERE known.sequence < excluded.sequence`;

// Counted when it was decided, so that a year of decisions is read along one index.
const percentile = `
  SELECT count(*) AS n, percentile_disc(0.9) WITHIN GROUP (ORDER BY business_ms) AS p90, max(decided_at) AS "lastEventAt"
    FROM deal_decision WHERE decided_at >= $1 AND decided_at < $2`;

const hour = 3_600_000;

interface Waiting {
  readonly spans: readonly Span[];
  readonly runningSince: Date;
  readonly territory: string | null;
  readonly calendar: BusinessCalendarSpec | null;
}

interface Counts {
  readonly n: string;
  readonly p90: string | null;
  readonly lastEventAt: Date | null;
}

/** How long each registration waited for its first decision: while the partner has it back, the vendor's clock stands still. */
@Injectable()
export class DealDecisionService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  submitted(dealId: string, territory: string | null, at: Date): Promise<void> {
    return this.write(submitted, [dealId, territory, at]);
  }

  returned(dealId: string, at: Date): Promise<void> {
    return this.write(returned, [dealId, at]);
  }

  /** The clock stops, and what it shows is kept: by the calendar that the territory had on that day. */
  decided(dealId: string, at: Date): Promise<void> {
    return this.unitOfWork.run(systemActor('maturity-assessment'), async (tx) => {
      const [found] = await tx.read<Waiting>(waiting, [dealId]);
      if (found === undefined) return;
      const { spans, runningSince, territory, calendar } = found;
      if (territory !== null && calendar === null) throw new NotYetKnown('territory');
      const all: Span[] = [...spans, [runningSince.toISOString(), at.toISOString()]];
      tx.execute(decided, [dealId, at, businessTimeOf(all, calendar)]);
    });
  }

  withdrawn(dealId: string): Promise<void> {
    return this.write(withdrawn, [dealId]);
  }

  keepTerritory({ id, code, calendar }: TerritoryV1, sequence: string): Promise<void> {
    return this.write(keepTerritory, [id, sequence, code, JSON.stringify(calendar)]);
  }

  /** The 90th percentile of business hours over the decisions of a period. */
  async figure(reader: Pick<Transaction, 'read'>, { from, until }: Period): Promise<Figure> {
    const [row] = await reader.read<Counts>(percentile, [from, until]);
    const p90 = row?.p90 ?? null;
    return {
      value: p90 === null ? null : Ratio.of(BigInt(p90), hour),
      n: Number(row?.n ?? 0),
      lastEventAt: row?.lastEventAt ?? null,
      remark: 'Nearest rank; first decisions, those that the program made at once included.',
    };
  }

  private write(sql: string, parameters: readonly unknown[]): Promise<void> {
    return this.unitOfWork.run(systemActor('maturity-assessment'), async (tx) => {
      tx.execute(sql, parameters);
      return Promise.resolve();
    });
  }
}
