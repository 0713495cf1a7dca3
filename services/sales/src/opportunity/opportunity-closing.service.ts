import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import { DealRegistrationService } from '../deal-registration/deal-registration.service.js';
import { OpportunityService, type SavedOpportunity } from './opportunity.service.js';

/** The end of an opportunity and what it means for the registration behind it, in one transaction. */
@Injectable()
export class OpportunityClosingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly opportunities: OpportunityService,
    private readonly deals: DealRegistrationService,
  ) {}

  win(opportunityId: string, actor: Actor): Promise<SavedOpportunity> {
    return this.unitOfWork.run(actor, async (tx) => {
      const won = await this.opportunities.win(tx, opportunityId);
      if (won.dealRegistrationId !== null) await this.deals.follow(tx, won.dealRegistrationId, { won: won.value });
      return won;
    });
  }

  lose(opportunityId: string, reason: string, actor: Actor): Promise<SavedOpportunity> {
    return this.unitOfWork.run(actor, async (tx) => {
      const lost = await this.opportunities.lose(tx, opportunityId, reason);
      if (lost.dealRegistrationId !== null) await this.deals.follow(tx, lost.dealRegistrationId, { lost: reason });
      return lost;
    });
  }
}
