import { Injectable } from '@nestjs/common';
import {
  BusinessCalendar,
  Clock,
  Forbidden,
  Ids,
  NotFound,
  RuleViolation,
  territoriesOf,
  type Actor,
} from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { DealProgramService } from '../deal-program/deal-program.service.js';
import { DealProtectionService } from '../deal-protection/deal-protection.service.js';
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
        this.deals.refuseBarred(tx, id),
      ]);
      // Its own other registration was refused at the submission; what is left of it is for the guard.
      const conflict = conflictOf([...claims.matches, ...contested], deal.state.identity.institution);
      deal.approve(await this.approval(tx, deal, reason, this.ids.next()), conflict);
      return this.outcomes.save(tx, deal, pipeline);
    });
  }

  /** Decides the conflict for this registration: undecided rivals are rejected, a direct opportunity goes on as its own. */
  award(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.protections.decide(actor, async (tx) => {
      const { deal, rivals, direct, pipeline } = await this.withRivals(tx, id);
      const approval = { ...(await this.approval(tx, deal, reason, direct?.sourceId ?? this.ids.next())), reason };
      const now = this.clock.now();
      deal.award(approval, {
        protected: rivals.some(({ state }) => state.protectedUntil && state.protectedUntil > now),
      });
      for (const rival of rivals) {
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
      const { deal, rivals, pipeline } = await this.withRivals(tx, id);
      // What the partner has in its hands may come back as another deal: that is judged when it does.
      const others = rivals.filter(({ state }) => state.status !== 'returned');
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

  requestRevocation(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.requestRevocation(actor.subject, reason, this.clock.now());
      return tx.save(dealRegistrations, deal);
    });
  }

  declineRevocation(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.declineRevocation(actor.subject, reason);
      return tx.save(dealRegistrations, deal);
    });
  }

  confirmRevocation(id: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, opportunity] = await this.deals.loadWithOpportunity(tx, id);
      deal.confirmRevocation(actor.subject, this.clock.now());
      this.deals.lead(tx, deal, opportunity, 'The registration was revoked.');
      return this.deals.end(tx, deal);
    });
  }

  private async withRivals(tx: Transaction, id: string) {
    const [matches, pipeline] = await Promise.all([
      this.protections.rivalsOf(tx, id, this.clock.now()),
      this.outcomes.prepare(tx),
      this.deals.refuseBarred(tx, id),
    ]);
    const standingRivals = standing(matches);
    const direct = standingRivals.find((rival) => rival.class === 'direct_pipeline');
    const rivalIds = standingRivals.filter((rival) => rival.class === 'registration').map(({ sourceId }) => sourceId);
    const { deal, rivals } = await this.locked(tx, id, rivalIds);
    return { deal, rivals, direct, pipeline };
  }

  // All in one flight and in the order of their ids, its own among them: two decisions never wait for each other in a circle.
  private async locked(tx: Transaction, id: string, rivalIds: readonly string[]) {
    const loads = [id, ...rivalIds].sort().map(async (each) => ({
      id: each,
      deal: each === id ? await this.deals.load(tx, id) : await tx.findBy(dealRegistrations, 'id', each),
    }));
    const loaded = await Promise.all(loads);
    const rivals = loaded.flatMap((each) => (each.id === id || each.deal === null ? [] : [each.deal]));
    const deal = loaded.find((each) => each.id === id)?.deal;
    if (!deal) throw new NotFound(dealRegistrations.noun);
    refuseElsewhere(tx.actor, rivals);
    return { deal, rivals };
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

// A decision for one side is one on the other as well, and a manager decides in its own territories only.
function refuseElsewhere(actor: Actor, rivals: readonly DealRegistration[]): void {
  const own = territoriesOf(actor);
  if (own === null || rivals.every(({ state }) => own.includes(state.territory ?? ''))) return;
  throw new Forbidden('CROSS_TERRITORY_DECISION', 'Another side of the conflict belongs to another territory.');
}
