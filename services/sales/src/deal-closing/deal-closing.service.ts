import { Injectable } from '@nestjs/common';
import { Clock, type Actor, type MoneyJson } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import type { DealRegistration } from '../deal-registration/deal-registration.js';
import { DealRegistrationService, type SavedDeal } from '../deal-registration/deal-registration.service.js';

/** How a registration ends by what becomes of the business: withdrawn, won or lost. Its opportunity goes with it. */
@Injectable()
export class DealClosingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly deals: DealRegistrationService,
  ) {}

  withdraw(id: string, reason: string | null, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, opportunity] = await this.deals.loadWithOpportunity(tx, id);
      deal.withdraw(actor.subject, reason, this.clock.now());
      this.deals.lead(tx, deal, opportunity, 'The registration was withdrawn.');
      return this.deals.saveEnded(tx, deal);
    });
  }

  /** The partner's word for its win; the opportunity is won with it. */
  claimWin(id: string, value: MoneyJson | null, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, opportunity] = await this.deals.loadWithOpportunity(tx, id);
      deal.claimWin(actor.subject, value ?? deal.state.value, this.clock.now());
      this.deals.lead(tx, deal, opportunity, '');
      return this.deals.save(tx, deal);
    });
  }

  /** The opportunity was won with the partner's word already. */
  confirmWin(id: string, value: MoneyJson | null, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.confirmWin(actor.subject, value ?? deal.state.claimedValue ?? deal.state.value, this.clock.now());
      return this.deals.save(tx, deal);
    });
  }

  lose(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, opportunity] = await this.deals.loadWithOpportunity(tx, id);
      deal.lose(reason, this.clock.now());
      this.deals.lead(tx, deal, opportunity, reason);
      return this.deals.saveEnded(tx, deal);
    });
  }

  /** Follows what happened to the opportunity. A registration that does not protect any more has nothing to claim. */
  follow(
    tx: Transaction,
    deal: DealRegistration,
    outcome: { readonly won: MoneyJson } | { readonly lost: string },
  ): void {
    const now = this.clock.now();
    deal.expire(now);
    if (deal.state.status !== 'approved') {
      this.deals.save(tx, deal);
      return;
    }
    if ('won' in outcome) {
      deal.claimWin(tx.actor.subject, outcome.won, now);
      this.deals.save(tx, deal);
    } else {
      deal.lose(outcome.lost, now);
      this.deals.saveEnded(tx, deal);
    }
  }
}
