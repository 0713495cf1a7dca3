import { Injectable } from '@nestjs/common';
import { Clock, type Actor } from '@tributary/kernel';
import { DealConflictService } from '../deal-conflict/deal-conflict.service.js';
import { DealProgramService } from '../deal-program/deal-program.service.js';
import { DealRegistrationService, type SavedDeal } from '../deal-registration/deal-registration.service.js';
import type { Progress } from '../deal-registration/protection.js';

/** How a protection goes on beyond its first end. */
@Injectable()
export class DealExtensionService {
  constructor(
    private readonly clock: Clock,
    private readonly deals: DealRegistrationService,
    private readonly programs: DealProgramService,
    private readonly conflicts: DealConflictService,
  ) {}

  extend(id: string, progress: Omit<Progress, 'by'>, actor: Actor): Promise<SavedDeal> {
    return this.conflicts.decide(actor, async (tx, contested) => {
      const [deal] = await Promise.all([this.deals.load(tx, id), this.deals.refuseBarred(tx, id)]);
      const { programId, programVersion } = deal.state;
      const program = await this.programs.version(tx, programId, programVersion);
      const conflict = this.conflicts.conflictOf({ matches: [] }, contested, deal.state.identity);
      deal.extend({ ...progress, by: actor.subject }, program, conflict, this.clock.now());
      return this.deals.saveRenewed(tx, deal);
    });
  }

  reopen(id: string, reason: string, actor: Actor): Promise<SavedDeal> {
    return this.conflicts.decide(actor, async (tx, contested) => {
      const now = this.clock.now();
      const [[deal, followed], claims] = await Promise.all([
        this.deals.loadWithOpportunity(tx, id),
        this.conflicts.claimsOf(tx, id, now),
        this.deals.refuseBarred(tx, id),
      ]);
      const { programId, programVersion, identity } = deal.state;
      const program = await this.programs.version(tx, programId, programVersion);
      const conflict = this.conflicts.conflictOf(claims, contested, identity);
      deal.reopen({
        by: actor.subject,
        reason,
        program,
        conflict,
        isPursued: followed?.opportunity.state.status === 'open',
        now,
      });
      return this.deals.saveRenewed(tx, deal);
    });
  }
}
