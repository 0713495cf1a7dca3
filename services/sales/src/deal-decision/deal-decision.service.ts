import { Injectable } from '@nestjs/common';
import { Clock, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { DealConflictService } from '../deal-conflict/deal-conflict.service.js';
import { DealProgramService } from '../deal-program/deal-program.service.js';
import type { DealRegistration } from '../deal-registration/deal-registration.js';
import { DealRegistrationService, type SavedDeal } from '../deal-registration/deal-registration.service.js';
import type { Approval } from '../deal-registration/submission.js';

/** What the vendor decides on a registration. */
@Injectable()
export class DealDecisionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly deals: DealRegistrationService,
    private readonly programs: DealProgramService,
    private readonly conflicts: DealConflictService,
  ) {}

  approve(id: string, reason: string | null, actor: Actor): Promise<SavedDeal> {
    return this.conflicts.decide(actor, async (tx, contested) => {
      const [deal, claims, pipeline] = await Promise.all([
        this.deals.load(tx, id),
        this.conflicts.claimsOf(tx, id, this.clock.now()),
        this.deals.prepare(tx),
        this.deals.refuseBarred(tx, id),
      ]);
      // Its own other registration was refused at the submission; what is left of it is for the guard.
      const conflict = this.conflicts.conflictOf(claims, contested, deal.state.identity);
      const opening = await this.deals.opening(tx, pipeline, claims);
      deal.approve(await this.approval(tx, deal, reason, opening.opportunityId), conflict);
      return this.deals.saveDecided(tx, deal, opening);
    });
  }

  /** Approves what nobody has decided in time, where the program says so; what somebody else has a claim to is held. */
  approveOverdue(id: string, actor: Actor): Promise<void> {
    return this.conflicts.decide(actor, async (tx, contested) => {
      const now = this.clock.now();
      const [deal, claims, pipeline] = await Promise.all([
        this.deals.loadDue(tx, id),
        this.conflicts.claimsOf(tx, id, now),
        this.deals.prepare(tx),
        this.deals.refuseBarred(tx, id),
      ]);
      if (deal === null || deal.state.status !== 'in_review' || !deal.state.overdue) return;
      const reason = 'Nobody has decided within the time that the program promises.';
      const opening = await this.deals.opening(tx, pipeline, claims);
      const approval = { ...(await this.approval(tx, deal, reason, opening.opportunityId)), by: 'deal-program' };
      deal.approve({ ...approval, automatic: true }, this.conflicts.conflictOf(claims, contested, deal.state.identity));
      this.deals.saveDecided(tx, deal, opening);
    });
  }

  return(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, calendars] = await Promise.all([this.deals.load(tx, id), this.deals.calendars(tx, [id])]);
      deal.return(actor.subject, reason, calendars(id), this.clock.now());
      return this.deals.save(tx, deal);
    });
  }

  reject(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, calendars] = await Promise.all([this.deals.load(tx, id), this.deals.calendars(tx, [id])]);
      deal.reject({ by: actor.subject, reason, calendar: calendars(id), now: this.clock.now() });
      return this.deals.save(tx, deal);
    });
  }

  requestRevocation(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.requestRevocation(actor.subject, reason, this.clock.now());
      return this.deals.save(tx, deal);
    });
  }

  declineRevocation(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.declineRevocation(actor.subject, reason);
      return this.deals.save(tx, deal);
    });
  }

  confirmRevocation(id: string, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, opportunity] = await this.deals.loadWithOpportunity(tx, id);
      deal.confirmRevocation(actor.subject, this.clock.now());
      this.deals.lead(tx, deal, opportunity, 'The registration was revoked.');
      return this.deals.saveEnded(tx, deal);
    });
  }

  /** A decision in favor, by the version of the program under which the registration was submitted. */
  async approval(
    tx: Transaction,
    { state }: DealRegistration,
    reason: string | null,
    opportunityId: string,
  ): Promise<Approval> {
    const program = await this.programs.version(tx, state.programId, state.programVersion);
    return { by: tx.actor.subject, reason, program, opportunityId, now: this.clock.now() };
  }
}
