import { Injectable } from '@nestjs/common';
import { Ratio, systemActor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import type { Figure } from '../measured-metric/measurement.js';
import type { Period } from '../measured-metric/period.js';

interface Counts {
  readonly n: string;
  readonly inTime: string;
  readonly lastEventAt: Date | null;
}

const offered = `
  INSERT INTO lead_offer (lead_id, sequence, due_at, told_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;

const latest = `lead_id = $1 AND sequence = (SELECT max(sequence) FROM lead_offer WHERE lead_id = $1) AND accepted_at IS NULL`;
const accepted = `UPDATE lead_offer SET accepted_at = $2, told_at = $2 WHERE ${latest}`;
const recalled = `DELETE FROM lead_offer WHERE ${latest} AND due_at > $2`;

const counts = `
  SELECT count(*) AS n, count(*) FILTER (WHERE accepted_at < due_at) AS "inTime", max(told_at) AS "lastEventAt"
    FROM lead_offer WHERE due_at >= $1 AND due_at < $2`;

/** Which offers of leads were accepted in time. An offer that the vendor took back before its time was up is none. */
@Injectable()
export class LeadOfferService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  offered(leadId: string, sequence: string, dueAt: Date, at: Date): Promise<void> {
    return this.write(offered, [leadId, sequence, dueAt, at]);
  }

  accepted(leadId: string, at: Date): Promise<void> {
    return this.write(accepted, [leadId, at]);
  }

  recalled(leadId: string, at: Date): Promise<void> {
    return this.write(recalled, [leadId, at]);
  }

  /** The share in percent of the offers whose time was up in the period. */
  async figure(reader: Pick<Transaction, 'read'>, { from, until }: Period): Promise<Figure> {
    const [row] = await reader.read<Counts>(counts, [from, until]);
    const n = Number(row?.n ?? 0);
    return {
      value: n === 0 ? null : Ratio.of(Number(row?.inTime) * 100, n),
      n,
      lastEventAt: row?.lastEventAt ?? null,
      remark: 'An offer to several partners is one offer; what the vendor recalled in time is none.',
    };
  }

  private write(sql: string, parameters: readonly unknown[]): Promise<void> {
    return this.unitOfWork.run(systemActor('maturity-assessment'), async (tx) => {
      tx.execute(sql, parameters);
      return Promise.resolve();
    });
  }
}
