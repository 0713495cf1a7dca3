import { Injectable } from '@nestjs/common';
import { Ratio, systemActor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import type { Figure } from '../measured-metric/measurement.js';
import type { Period } from '../measured-metric/period.js';

interface Counts {
  readonly n: string;
  readonly met: string;
  readonly lastEventAt: Date | null;
}

const resolved = `
  INSERT INTO service_outcome (request_id, is_met, resolved_at, told_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (request_id) DO UPDATE SET is_met = excluded.is_met, resolved_at = excluded.resolved_at, told_at = excluded.told_at`;
const reopened = 'DELETE FROM service_outcome WHERE request_id = $1';

const counts = `
  SELECT count(*) AS n, count(*) FILTER (WHERE is_met) AS met, max(told_at) AS "lastEventAt"
    FROM service_outcome WHERE resolved_at >= $1 AND resolved_at < $2`;

/** Which of partners' requests were resolved with every promise kept. */
@Injectable()
export class ServiceOutcomeService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  resolved(requestId: string, isMet: boolean, resolvedAt: Date, at: Date): Promise<void> {
    return this.write(resolved, [requestId, isMet, resolvedAt, at]);
  }

  reopened(requestId: string): Promise<void> {
    return this.write(reopened, [requestId]);
  }

  /** The share in percent of the requests that were resolved in the period. */
  async figure(reader: Pick<Transaction, 'read'>, { from, until }: Period): Promise<Figure> {
    const [row] = await reader.read<Counts>(counts, [from, until]);
    const n = Number(row?.n ?? 0);
    return {
      value: n === 0 ? null : Ratio.of(Number(row?.met) * 100, n),
      n,
      lastEventAt: row?.lastEventAt ?? null,
      remark: 'First response and resolution both in time; a request that was reopened is not resolved.',
    };
  }

  private write(sql: string, parameters: readonly unknown[]): Promise<void> {
    return this.unitOfWork.run(systemActor('maturity-assessment'), async (tx) => {
      tx.execute(sql, parameters);
      return Promise.resolve();
    });
  }
}
