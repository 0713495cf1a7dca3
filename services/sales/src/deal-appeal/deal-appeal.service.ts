import { Injectable } from '@nestjs/common';
import { Clock, Ids, NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { DealConflictService } from '../deal-conflict/deal-conflict.service.js';
import { DealProgramService } from '../deal-program/deal-program.service.js';
import { DealRegistrationService } from '../deal-registration/deal-registration.service.js';
import { DealAppeal, type DealAppealState } from './deal-appeal.js';
import { dealAppeals } from './deal-appeal.schema.js';

type SavedAppeal = Saved<DealAppealState>;

/** How a partner objects to a rejection, and how that ends. */
@Injectable()
export class DealAppealService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly deals: DealRegistrationService,
    private readonly programs: DealProgramService,
    private readonly conflicts: DealConflictService,
  ) {}

  file(
    { dealId, ground, evidence }: Pick<DealAppealState, 'dealId' | 'ground' | 'evidence'>,
    actor: Actor,
  ): Promise<SavedAppeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, calendars] = await Promise.all([
        this.deals.load(tx, dealId),
        this.deals.calendars(tx, [dealId]),
        tx.number(dealAppeals),
      ]);
      const now = this.clock.now();
      const id = this.ids.next();
      deal.appeal(id, actor.subject, now);
      const { partnerId, territory, rejectedBy } = deal.state;
      const stated = { id, dealId, partnerId, territory, ground, evidence, appealedBy: actor.subject, rejectedBy };
      const appeal = DealAppeal.file(stated, calendars(dealId), now);
      this.deals.save(tx, deal);
      return tx.save(dealAppeals, appeal);
    });
  }

  uphold(id: string, reason: string, actor: Actor): Promise<SavedAppeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const appeal = await this.load(tx, id);
      appeal.uphold(actor.subject, reason, this.clock.now());
      return tx.save(dealAppeals, appeal);
    });
  }

  /** The deal is undecided again, and held if somebody has a claim to its customer by now. */
  overturn(id: string, reason: string, actor: Actor): Promise<SavedAppeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const now = this.clock.now();
      const [appeal, deal, calendars, claims] = await Promise.all([
        this.load(tx, id),
        this.deals.find(tx, 'appealId', id),
        this.deals.calendars(tx, [id]),
        this.conflicts.claimsOfAppeal(tx, id, now),
      ]);
      if (deal === null) throw new NotFound(dealAppeals.noun);
      appeal.overturn(actor.subject, reason, now);
      const { programId, programVersion, identity } = deal.state;
      const program = await this.programs.version(tx, programId, programVersion);
      const conflict = this.conflicts.conflictOf(claims, [], identity);
      deal.reconsider({ by: actor.subject, reason, program, calendar: calendars(id), conflict, now });
      this.deals.saveUndecided(tx, deal);
      return tx.save(dealAppeals, appeal);
    });
  }

  keepTime(id: string, actor: Actor): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const appeal = await tx.loadDue(dealAppeals, id);
      if (appeal === null) return;
      appeal.escalate(this.clock.now());
      tx.save(dealAppeals, appeal);
    });
  }

  private async load(tx: Transaction, id: string): Promise<DealAppeal> {
    const appeal = await tx.load(dealAppeals, id);
    const territories = territoriesOf(tx.actor);
    if (territories !== null && !territories.includes(appeal.state.territory ?? ''))
      throw new NotFound(dealAppeals.noun);
    return appeal;
  }
}
