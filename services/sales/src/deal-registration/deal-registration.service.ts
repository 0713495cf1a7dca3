import { Injectable } from '@nestjs/common';
import { Clock, NotFound, territoriesOf, type Actor, type MoneyJson } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { DealProtectionService } from '../deal-protection/deal-protection.service.js';
import { OpportunityService, type MovingOpportunity } from '../opportunity/opportunity.service.js';
import { DealRegistration } from './deal-registration.js';
import { dealRegistrations } from './deal-registration.schema.js';
import type { DealRegistrationState } from './deal-state.js';
import { refuseBarred } from './eligibility.js';
import { opportunityOutcome } from './opportunity-outcome.js';

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
    const ofPartner = tx.actor.kind === 'partner';
    const [deal] = await Promise.all([tx.load(dealRegistrations, id), ofPartner && this.refuseBarred(tx, id)]);
    const territories = territoriesOf(tx.actor);
    if (territories !== null && !territories.includes(deal.state.territory ?? ''))
      throw new NotFound(dealRegistrations.noun);
    return deal;
  }

  /** A registration and its opportunity, in one flight. Every command locks the registration first. */
  loadWithOpportunity(tx: Transaction, id: string): Promise<[DealRegistration, MovingOpportunity | null]> {
    return Promise.all([this.load(tx, id), this.opportunities.ofRegistration(tx, id)]);
  }

  /** The registration behind an opportunity, if there is one; who may do this is said by the opportunity. */
  behind(tx: Transaction, opportunityId: string): Promise<DealRegistration | null> {
    return tx.findBy(dealRegistrations, 'opportunityId', opportunityId);
  }

  /** Refuses if the partner whose deal it is may do nothing any more; in the flight that loads the deal. */
  async refuseBarred(tx: Transaction, id: string): Promise<void> {
    const sql = `SELECT p.status FROM deal_registration d JOIN partner_replica p ON p.id = d.partner_id WHERE d.id = $1`;
    const [partner] = await tx.read<{ status: string }>(sql, [id]);
    if (partner !== undefined) refuseBarred(partner.status);
  }

  /** Saves a registration whose protection is over. */
  end(tx: Transaction, deal: DealRegistration): SavedDeal {
    const saved = tx.save(dealRegistrations, deal);
    if (saved.protectedUntil !== null) this.protections.end(tx, saved.id, saved.protectedUntil);
    return saved;
  }

  /** Takes the opportunity where the registration has gone. */
  lead(tx: Transaction, deal: DealRegistration, opportunity: MovingOpportunity | null, reason: string): void {
    if (opportunity === null) return;
    this.opportunities.follow(tx, opportunity, opportunityOutcome(deal.state.status), reason);
  }

  withdraw(id: string, reason: string | null, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, opportunity] = await this.loadWithOpportunity(tx, id);
      deal.withdraw(actor.subject, reason, this.clock.now());
      this.lead(tx, deal, opportunity, 'The registration was withdrawn.');
      return this.end(tx, deal);
    });
  }

  /** The partner's word for its win; the opportunity is won with it. */
  claimWin(id: string, value: MoneyJson | null, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, opportunity] = await this.loadWithOpportunity(tx, id);
      deal.claimWin(actor.subject, value ?? deal.state.value, this.clock.now());
      this.lead(tx, deal, opportunity, '');
      return tx.save(dealRegistrations, deal);
    });
  }

  /** The opportunity was won with the partner's word already. */
  confirmWin(id: string, value: MoneyJson | null, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.load(tx, id);
      deal.confirmWin(actor.subject, value ?? deal.state.claimedValue ?? deal.state.value, this.clock.now());
      return tx.save(dealRegistrations, deal);
    });
  }

  lose(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, opportunity] = await this.loadWithOpportunity(tx, id);
      deal.lose(reason, this.clock.now());
      this.lead(tx, deal, opportunity, reason);
      return this.end(tx, deal);
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
      tx.save(dealRegistrations, deal);
      return;
    }
    if ('won' in outcome) {
      deal.claimWin(tx.actor.subject, outcome.won, now);
      tx.save(dealRegistrations, deal);
    } else {
      deal.lose(outcome.lost, now);
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
