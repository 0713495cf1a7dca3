import { Injectable } from '@nestjs/common';
import { Ratio, systemActor, type MoneyJson } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import type { Figure } from '../measured-metric/measurement.js';
import type { Period } from '../measured-metric/period.js';

/** Revenue that a partner won; `id` is the registration's, or the opportunity's where there was none. */
export interface Win {
  readonly id: string;
  readonly isRegistered: boolean;
  readonly value: MoneyJson;
  readonly wonAt: Date;
  readonly toldAt: Date;
}

interface Sums {
  readonly currency: string;
  readonly n: string;
  readonly total: string;
  readonly registered: string;
  readonly lastEventAt: Date;
}

const keep = `
  INSERT INTO won_business AS known (id, is_registered, amount, currency, won_at, told_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE SET is_registered = excluded.is_registered, amount = excluded.amount, currency = excluded.currency,
    won_at = excluded.won_at, told_at = excluded.told_at`;

const sums = `
  SELECT currency, count(*) AS n, sum(amount) AS total, coalesce(sum(amount) FILTER (WHERE is_registered), 0) AS registered,
         max(told_at) AS "lastEventAt"
    FROM won_business WHERE won_at >= $1 AND won_at < $2 GROUP BY currency ORDER BY count(*) DESC, currency`;

/** Which of the revenue that partners won had been registered and approved before. */
@Injectable()
export class WonBusinessService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  won({ id, isRegistered, value, wonAt, toldAt }: Win): Promise<void> {
    return this.write(keep, [id, isRegistered, value.amount, value.currency, wonAt, toldAt]);
  }

  undone(id: string): Promise<void> {
    return this.write('DELETE FROM won_business WHERE id = $1', [id]);
  }

  /** The registered share in percent, in the currency of most wins: nothing is converted without a rate. */
  async figure(reader: Pick<Transaction, 'read'>, { from, until }: Period): Promise<Figure> {
    const [main, ...others] = await reader.read<Sums>(sums, [from, until]);
    if (main === undefined) return { value: null, n: 0, lastEventAt: null, remark: null };
    const total = Ratio.parse(main.total);
    const isNothing = total.compare(Ratio.of(0)) === 0;
    const leftOut = others.reduce((count, { n }) => count + Number(n), 0);
    return {
      value: isNothing ? null : Ratio.parse(main.registered).times(Ratio.of(100)).dividedBy(total),
      n: Number(main.n),
      lastEventAt: main.lastEventAt,
      remark: `Wins in ${main.currency}${leftOut === 0 ? '' : `; ${leftOut} in other currencies are left out`}.`,
    };
  }

  private write(sql: string, parameters: readonly unknown[]): Promise<void> {
    return this.unitOfWork.run(systemActor('maturity-assessment'), async (tx) => {
      tx.execute(sql, parameters);
      return Promise.resolve();
    });
  }
}
