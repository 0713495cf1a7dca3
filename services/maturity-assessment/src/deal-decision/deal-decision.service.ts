import { Injectable } from '@nestjs/common';
import type { TerritoryV1 } from '@tributary/contracts';
import { systemActor, type BusinessCalendarSpec } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import type { Figure } from '../measured-metric/measurement.js';
import type { Period } from '../measured-metric/period.js';
import { hoursOf, percentile, type DecidedDeal } from './decision-time.js';

const submitted = `
  INSERT INTO deal_decision (deal_id, territory, spans, running_since, told_at) VALUES ($1, $2, '[]', $3, $3)
  ON CONFLICT (deal_id) DO UPDATE SET running_since = $3, told_at = $3 WHERE deal_decision.decided_at IS NULL`;

const paused = `spans = spans || jsonb_build_array(jsonb_build_array(running_since, $2::timestamptz)), running_since = NULL, told_at = $2`;
const returned = `UPDATE deal_decision SET ${paused} WHERE deal_id = $1 AND running_since IS NOT NULL`;
const decided = `UPDATE deal_decision SET ${paused}, decided_at = $2 WHERE deal_id = $1 AND running_since IS NOT NULL`;
const withdrawn = 'DELETE FROM deal_decision WHERE deal_id = $1 AND decided_at IS NULL';

const keepTerritory = `
  INSERT INTO territory_replica AS known (id, sequence, code, calendar) VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, code = excluded.code, calendar = excluded.calendar
  WHERE known.sequence < excluded.sequence`;

interface Decided extends DecidedDeal {
  readonly toldAt: Date;
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

  decided(dealId: string, at: Date): Promise<void> {
    return this.write(decided, [dealId, at]);
  }

  withdrawn(dealId: string): Promise<void> {
    return this.write(withdrawn, [dealId]);
  }

  keepTerritory({ id, code, calendar }: TerritoryV1, sequence: string): Promise<void> {
    return this.write(keepTerritory, [id, sequence, code, JSON.stringify(calendar)]);
  }

  /** The 90th percentile of business hours over the decisions of a period. */
  async figure(reader: Pick<Transaction, 'read'>, { from, until }: Period): Promise<Figure> {
    const [deals, territories] = await Promise.all([
      reader.read<Decided>(
        'SELECT territory, spans, told_at AS "toldAt" FROM deal_decision WHERE decided_at >= $1 AND decided_at < $2',
        [from, until],
      ),
      reader.read<{ code: string; calendar: BusinessCalendarSpec }>('SELECT code, calendar FROM territory_replica'),
    ]);
    const calendars = new Map(territories.map(({ code, calendar }) => [code, calendar]));
    const last = deals.reduce<Date | null>((max, { toldAt }) => (max === null || toldAt > max ? toldAt : max), null);
    return {
      value: percentile(hoursOf(deals, calendars), 90),
      n: deals.length,
      lastEventAt: last,
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
