import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { companyDays, refuseProbing, type ChecksMade } from './check-quota.js';

/** The company that is asked about, in the form in which customers are compared. */
interface Company {
  readonly name: string;
  readonly country: string;
  readonly domain: string | null;
}

const day = 24 * 60 * 60 * 1000;
const made = `
  SELECT count(*) FILTER (WHERE c.at > $2)::int AS today, count(*) FILTER (WHERE c.company = $4)::int AS "ofCompany"
    FROM deal_check c WHERE c.partner_id = $1 AND c.at > $3`;
const keep = 'INSERT INTO deal_check(id, partner_id, subject, company, held, at) VALUES ($1, $2, $3, $4, $5, $6)';

/** Keeps every check, and counts a partner's own against its quota. */
@Injectable()
export class DealCheckService {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** `held`: what the partner was told of a conflict. */
  async keep(tx: Transaction, partnerId: string, company: Company, held: boolean): Promise<void> {
    const now = this.clock.now();
    const asked = company.domain ?? `${company.country} ${company.name}`;
    if (tx.actor.kind === 'partner') {
      const since = (days: number): Date => new Date(now.getTime() - days * day);
      // Checks of one partner take turns, so that none slips past the count.
      const [, [counted]] = await Promise.all([
        tx.read('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`check|${partnerId}`]),
        tx.read<ChecksMade>(made, [partnerId, since(1), since(companyDays), asked]),
      ]);
      refuseProbing(counted ?? { today: 0, ofCompany: 0 });
    }
    tx.execute(keep, [this.ids.next(), partnerId, tx.actor.subject, asked, held, now]);
  }
}
