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

const begun = `
  INSERT INTO certification_term (certification_id, valid_until, told_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;
const renewed = `
  INSERT INTO certification_term (certification_id, valid_until, renewed_at, told_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (certification_id, valid_until) DO UPDATE SET renewed_at = excluded.renewed_at, told_at = excluded.told_at`;
const revoked =
  'DELETE FROM certification_term WHERE certification_id = $1 AND renewed_at IS NULL AND valid_until >= $2::date';

const counts = `
  SELECT count(*) AS n, count(*) FILTER (WHERE renewed_at < valid_until + 1) AS "inTime", max(told_at) AS "lastEventAt"
    FROM certification_term WHERE valid_until >= $1::date AND valid_until < $2::date`;

/** The ends of certifications, and which were renewed before. One that was revoked before its end has none. */
@Injectable()
export class CertificationTermService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  begun(certificationId: string, validUntil: string, at: Date): Promise<void> {
    return this.write([[begun, [certificationId, validUntil, at]]]);
  }

  renewed(certificationId: string, from: string, until: string | null, renewedAt: Date, at: Date): Promise<void> {
    const next: [string, unknown[]][] = until === null ? [] : [[begun, [certificationId, until, at]]];
    return this.write([[renewed, [certificationId, from, renewedAt, at]], ...next]);
  }

  revoked(certificationId: string, at: Date): Promise<void> {
    return this.write([[revoked, [certificationId, at]]]);
  }

  /** The share in percent of the certifications that ended in the period unless they were renewed. */
  async figure(reader: Pick<Transaction, 'read'>, { from, until }: Period): Promise<Figure> {
    const [row] = await reader.read<Counts>(counts, [from, until]);
    const n = Number(row?.n ?? 0);
    return {
      value: n === 0 ? null : Ratio.of(Number(row?.inTime) * 100, n),
      n,
      lastEventAt: row?.lastEventAt ?? null,
      remark: 'Ends in the period; a certification that was revoked before its end is left out.',
    };
  }

  private write(statements: readonly (readonly [string, readonly unknown[]])[]): Promise<void> {
    return this.unitOfWork.run(systemActor('maturity-assessment'), async (tx) => {
      for (const [sql, parameters] of statements) tx.execute(sql, parameters);
      return Promise.resolve();
    });
  }
}
