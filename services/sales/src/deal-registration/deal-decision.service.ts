import { Injectable } from '@nestjs/common';
import { BusinessCalendar, Clock, Ids, RuleViolation, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { DealProgramService } from '../deal-program/deal-program.service.js';
import { DealProtectionService, type Rival } from '../deal-protection/deal-protection.service.js';
import { PartnerService } from '../partner/partner.service.js';
import { conflictOf, standing } from './conflict.js';
import { DealOutcomeService } from './deal-outcome.service.js';
import type { DealRegistration } from './deal-registration.js';
import { dealRegistrations } from './deal-registration.schema.js';
import { DealRegistrationService, type SavedDeal } from './deal-registration.service.js';

/** What the vendor decides on a registration. */
@Injectable()
export class DealDecisionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly deals: DealRegistrationService,
    private readonly outcomes: DealOutcomeService,
    private readonly programs: DealProgramService,
    private readonly protections: DealProtectionService,
    private readonly partners: PartnerService,
  ) {}

  approve(id: string, reason: string | null, actor: Actor): Promise<SavedDeal> {
    return this.protections.decide(actor, async (tx, contested) => {
      const [deal, claims, pipeline] = await Promise.all([
        this.deals.load(tx, id),
        this.protections.claimsOf(tx, id, this.clock.now()),
        this.outcomes.prepare(tx),
      ]);
      const conflict = conflictOf([...claims.matches, ...contested], deal.state.identity.institution);
      deal.approve(await this.approval(tx, deal, reason, this.ids.next()), conflict);
      return this.outcomes.save(tx, deal, pipeline);
    });
  }

  /** Decides the conflict for this registration: undecided rivals are rejected, a direct opportunity goes on as its own. */
  award(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.protections.decide(actor, async (tx) => {
      const [deal, rivals, pipeline] = await this.withRivals(tx, id);
      const direct = rivals.find((rival) => rival.class === 'direct_pipeline');
      const approval = { ...(await this.approval(tx, deal, reason, direct?.sourceId ?? this.ids.next())), reason };
      deal.award(approval, { protected: rivals.some((rival) => rival.protected) });
      for (const rival of await this.loaded(tx, rivals)) {
        if (rival.state.status !== 'in_review' && rival.state.status !== 'conflict_hold') continue;
        rival.reject(actor.subject, 'The customer was awarded to an other registration.', 'CONFLICT_LOST');
        tx.save(dealRegistrations, rival);
      }
      return direct === undefined
        ? this.outcomes.save(tx, deal, pipeline)
        : this.outcomes.saveLinked(tx, deal, direct.sourceId);
    });
  }

  /** Decides the conflict for both sides: they are protected side by side. */
  coProtect(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.protections.decide(actor, async (tx) => {
      const [deal, rivals, pipeline] = await this.withRivals(tx, id);
      const others = await this.loaded(tx, rivals);
      if (others.length === 0) throw new RuleViolation('NO_RIVAL', 'No other registration of this customer stands.');
      const group = others.map((other) => other.state.sharedGroup).find((each) => each !== null) ?? this.ids.next();
      const approval = { ...(await this.approval(tx, deal, reason, this.ids.next())), reason };
      deal.coProtect(approval, group);
      for (const other of others) {
        other.share(actor.subject, group);
        tx.save(dealRegistrations, other);
        this.protections.share(tx, other.state.id, group);
      }
      return this.outcomes.save(tx, deal, pipeline);
    });
  }

  return(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.return(actor.subject, reason, await this.calendarOf(tx, deal), this.clock.now());
      return tx.save(dealRegistrations, deal);
    });
  }

  reject(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.reject(actor.subject, reason);
      return tx.save(dealRegistrations, deal);
    });
  }

  requestRevocation(id: string, cause: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.requestRevocation(actor.subject, cause);
      return tx.save(dealRegistrations, deal);
    });
  }

  confirmRevocation(id: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.confirmRevocation(actor.subject, this.clock.now());
      return this.deals.end(tx, deal);
    });
  }

  private async withRivals(tx: Transaction, id: string) {
    const [deal, matches, pipeline] = await Promise.all([
      this.deals.load(tx, id),
      this.protections.rivalsOf(tx, id, this.clock.now()),
      this.outcomes.prepare(tx),
    ]);
    return [deal, standing(matches, deal.state.identity.institution), pipeline] as const;
  }

  // In the order of their ids, so that two decisions never wait for each other in a circle.
  private async loaded(tx: Transaction, rivals: readonly Rival[]): Promise<DealRegistration[]> {
    const ids = rivals.filter((rival) => rival.class === 'registration').map((rival) => rival.sourceId);
    const deals: DealRegistration[] = [];
    for (const id of ids.sort()) deals.push(await tx.load(dealRegistrations, id));
    return deals;
  }

  private async approval(tx: Transaction, deal: DealRegistration, reason: string | null, opportunityId: string) {
    const { programId, programVersion } = deal.state;
    const program = await this.programs.version(tx, programId, programVersion);
    return { by: tx.actor.subject, reason, program, opportunityId, now: this.clock.now() };
  }

  private async calendarOf(tx: Transaction, deal: DealRegistration): Promise<BusinessCalendar> {
    return this.partners.calendarOf(await this.partners.known(tx, deal.state.partnerId), deal.state.territory);
  }
}
