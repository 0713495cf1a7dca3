import { Injectable } from '@nestjs/common';
import { dealProbingDetectedV1 } from '@tributary/contracts';
import { Clock, Ids, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import type { CustomerIdentity } from '../customer/customer-identity.js';
import { DealConflictService } from '../deal-conflict/deal-conflict.service.js';
import { DealDetailsService, type BroughtDeal } from '../deal-details/deal-details.service.js';
import { DealProgramService } from '../deal-program/deal-program.service.js';
import { companyDays, refuseProbing, type ChecksMade } from './check-quota.js';
import type { DealCheck } from './deal-check.js';
import { probingIn, type ChecksSeen } from './probing.js';

const day = 24 * 60 * 60 * 1000;
const made = `
  SELECT count(*) FILTER (WHERE c.at > $2)::int AS today, count(*) FILTER (WHERE c.company = $4)::int AS "ofCompany",
         count(DISTINCT c.company) FILTER (WHERE c.at > $2 AND c.company <> $4)::int AS others, count(*) FILTER (WHERE c.held)::int AS held
    FROM deal_check c WHERE c.partner_id = $1 AND c.at > $3`;
const keep = 'INSERT INTO deal_check(id, partner_id, subject, company, held, at) VALUES ($1, $2, $3, $4, $5, $6)';

/** Tells what a registration would meet. Every check is kept, and a partner's own counts against its quota. */
@Injectable()
export class DealCheckService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly details: DealDetailsService,
    private readonly programs: DealProgramService,
    private readonly conflicts: DealConflictService,
  ) {}

  check(brought: BroughtDeal, actor: Actor): Promise<DealCheck> {
    return this.unitOfWork.run(actor, async (tx) => {
      const facts = await this.details.ofBrought(tx, brought);
      this.details.territoryOf(facts, actor);
      const { details, registrant, program, claims, now } = facts;
      const assessment = this.programs.assess(details, registrant, program, now);
      const conflict = this.conflicts.conflictOf(claims, [], details.identity);
      await this.keep(tx, registrant.partnerId, details.identity, conflict?.stands === true);
      return { assessment, conflict, program, tier: registrant.tier, isDuplicate: claims.ownId !== null };
    });
  }

  /** `held`: what the partner was told of a conflict. */
  private async keep(tx: Transaction, partnerId: string, company: CustomerIdentity, held: boolean): Promise<void> {
    const now = this.clock.now();
    const asked = company.domain ?? `${company.country} ${company.name}`;
    if (tx.actor.kind === 'partner') {
      const since = (days: number): Date => new Date(now.getTime() - days * day);
      // Checks of one partner take turns, so that none slips past the count.
      const [, [counted]] = await Promise.all([
        tx.read('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`check|${partnerId}`]),
        tx.read<ChecksMade & Others>(made, [partnerId, since(1), since(companyDays), asked]),
      ]);
      const { others, held: heldBefore, ...checks } = counted ?? { today: 0, ofCompany: 0, others: 0, held: 0 };
      refuseProbing(checks);
      const seen = { companiesToday: others + 1, nearMisses: heldBefore + (held ? 1 : 0) };
      await this.flag(tx, partnerId, seen, since(companyDays));
    }
    tx.execute(keep, [this.ids.next(), partnerId, tx.actor.subject, asked, held, now]);
  }

  /** Tells the vendor, once per kind within the time, if the checks look like probing. */
  private async flag(tx: Transaction, partnerId: string, seen: ChecksSeen, onceSince: Date): Promise<void> {
    const detectedAt = this.clock.now();
    for (const { kind, count } of probingIn(seen)) {
      const id = this.ids.next();
      const sql = 'SELECT flag_probing($1, $2, $3, $4, $5, $6) AS flagged';
      const [row] = await tx.read<{ flagged: boolean }>(sql, [id, partnerId, kind, count, detectedAt, onceSince]);
      if (row?.flagged !== true) continue;
      const probing = { id, partnerId, kind, count, detectedAt: detectedAt.toISOString() };
      tx.publish(dealProbingDetectedV1.of(id, { probing }), 1);
    }
  }
}

interface Others {
  readonly others: number;
  readonly held: number;
}
