import { Injectable } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { DealProtectionService } from '../deal-protection/deal-protection.service.js';
import { OpportunityService } from '../opportunity/opportunity.service.js';
import type { DealRegistration } from './deal-registration.js';
import { dealRegistrations } from './deal-registration.schema.js';
import type { SavedDeal } from './deal-registration.service.js';

type Pipeline = Awaited<ReturnType<OpportunityService['prepare']>>;

/** What a decision brings with it in the same transaction: an approval its protection and its opportunity, a hold the record of its rivals. */
@Injectable()
export class DealOutcomeService {
  constructor(
    private readonly clock: Clock,
    private readonly protections: DealProtectionService,
    private readonly opportunities: OpportunityService,
  ) {}

  prepare(tx: Transaction): Promise<Pipeline> {
    return this.opportunities.prepare(tx);
  }

  /** Saves what was submitted or approved. */
  save(tx: Transaction, deal: DealRegistration, pipeline: Pipeline): SavedDeal {
    const saved = tx.save(dealRegistrations, deal);
    const { id, status, opportunityId } = saved;
    if (status === 'conflict_hold') this.protections.record(tx, id, this.clock.now());
    if (status === 'approved' && opportunityId !== null) {
      this.protections.protect(tx, id);
      this.opportunities.openFor(tx, { ...saved, opportunityId }, pipeline);
    }
    return saved;
  }

  /** Saves an award over the vendor's own pursuit, which goes on as the registration's opportunity. */
  async saveLinked(tx: Transaction, deal: DealRegistration, opportunityId: string): Promise<SavedDeal> {
    const saved = tx.save(dealRegistrations, deal);
    this.protections.protect(tx, saved.id);
    await this.opportunities.link(tx, opportunityId, { ...saved, opportunityId });
    return saved;
  }
}
