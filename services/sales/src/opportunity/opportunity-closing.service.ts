import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { DealClosingService } from '../deal-closing/deal-closing.service.js';
import { DealRegistrationService } from '../deal-registration/deal-registration.service.js';
import { OpportunityService, type SavedOpportunity } from './opportunity.service.js';

/** The end of an opportunity and what it means for the registration behind it, in one transaction. */
@Injectable()
export class OpportunityClosingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly opportunities: OpportunityService,
    private readonly deals: DealRegistrationService,
    private readonly closing: DealClosingService,
  ) {}

  win(opportunityId: string, actor: Actor): Promise<SavedOpportunity> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, moving] = await this.loaded(tx, opportunityId);
      const won = this.opportunities.win(tx, moving);
      if (deal !== null) this.closing.follow(tx, deal, { won: won.value });
      return won;
    });
  }

  lose(opportunityId: string, reason: string, actor: Actor): Promise<SavedOpportunity> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [deal, moving] = await this.loaded(tx, opportunityId);
      const lost = this.opportunities.lose(tx, moving, reason);
      if (deal !== null) this.closing.follow(tx, deal, { lost: reason });
      return lost;
    });
  }

  // The registration is locked first, as by the verbs of the registration itself: the two never wait for each other in a circle.
  private loaded(tx: Transaction, opportunityId: string) {
    return Promise.all([
      this.deals.find(tx, 'opportunityId', opportunityId),
      this.opportunities.moving(tx, opportunityId),
    ]);
  }
}
