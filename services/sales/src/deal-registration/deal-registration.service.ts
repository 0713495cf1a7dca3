import { Injectable } from '@nestjs/common';
import { Clock, NotFound, territoriesOf, type Actor, type MoneyJson } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { DealProtectionService } from '../deal-protection/deal-protection.service.js';
import { OpportunityService } from '../opportunity/opportunity.service.js';
import { DealRegistration } from './deal-registration.js';
import { dealRegistrations } from './deal-registration.schema.js';
import type { DealRegistrationState } from './deal-state.js';

export type SavedDeal = Saved<DealRegistrationState>;

/** The life of a registration after its decision, and what every verb needs: to load within the actor's territories, and to end a protection with its registration. */
@Injectable()
export class DealRegistrationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly protections: DealProtectionService,
    private readonly opportunities: OpportunityService,
  ) {}

  async load(tx: Transaction, id: string): Promise<DealRegistration> {
    const deal = await tx.load(dealRegistrations, id);
    const territories = territoriesOf(tx.actor);
    if (territories !== null && !territories.includes(deal.state.territory ?? ''))
      throw new NotFound(dealRegistrations.noun);
    return deal;
  }

  /** Saves a registration whose protection is over. */
  end(tx: Transaction, deal: DealRegistration): SavedDeal {
    const saved = tx.save(dealRegistrations, deal);
    if (saved.protectedUntil !== null) this.protections.end(tx, saved.id, saved.protectedUntil);
    return saved;
  }

  withdraw(id: string, reason: string | null, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.load(tx, id);
      deal.withdraw(actor.subject, reason, this.clock.now());
      const { opportunityId } = deal.state;
      if (opportunityId !== null)
        await this.opportunities.follow(tx, opportunityId, { lost: 'The registration was withdrawn.' });
      return this.end(tx, deal);
    });
  }

  /** The partner's word for its win; the opportunity is won with it. */
  claimWin(id: string, value: MoneyJson | null, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.load(tx, id);
      deal.claimWin(actor.subject, value ?? deal.state.value);
      if (deal.state.opportunityId !== null) await this.opportunities.follow(tx, deal.state.opportunityId, 'won');
      return tx.save(dealRegistrations, deal);
    });
  }

  confirmWin(id: string, value: MoneyJson | null, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.load(tx, id);
      deal.confirmWin(actor.subject, value ?? deal.state.claimedValue ?? deal.state.value, this.clock.now());
      return tx.save(dealRegistrations, deal);
    });
  }

  lose(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.load(tx, id);
      deal.lose(reason, this.clock.now());
      if (deal.state.opportunityId !== null)
        await this.opportunities.follow(tx, deal.state.opportunityId, { lost: reason });
      return this.end(tx, deal);
    });
  }

  /** Follows what happened to the opportunity. A registration that does not protect any more has nothing to claim. */
  async follow(
    tx: Transaction,
    id: string,
    outcome: { readonly won: MoneyJson } | { readonly lost: string },
  ): Promise<void> {
    const deal = await tx.load(dealRegistrations, id);
    if (deal.state.status !== 'approved') return;
    if ('won' in outcome) {
      deal.claimWin(tx.actor.subject, outcome.won);
      tx.save(dealRegistrations, deal);
    } else {
      deal.lose(outcome.lost, this.clock.now());
      this.end(tx, deal);
    }
  }

  /** Does what time has made due: escalates a late decision, warns of the end of the protection, ends it. */
  keepTime(id: string, actor: Actor): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await tx.loadDue(dealRegistrations, id);
      if (deal === null) return;
      const now = this.clock.now();
      deal.escalate(now);
      deal.expire(now);
      deal.warn(now);
      tx.save(dealRegistrations, deal);
    });
  }
}
