import { Injectable } from '@nestjs/common';
import { Clock, NotFound, territoriesOf } from '@tributary/kernel';
import type { Saved, Transaction } from '@tributary/persistence';
import { PartnerService } from '../partner/partner.service.js';
import { PipelineService } from '../pipeline/pipeline.service.js';
import type { OpportunityState } from './opportunity-state.js';
import type { Opportunity } from './opportunity.js';
import { opportunities } from './opportunity.schema.js';
import type { Pipeline } from './stage.js';

export type SavedOpportunity = Saved<OpportunityState>;

export interface MovingOpportunity {
  readonly opportunity: Opportunity;
  readonly pipeline: Pipeline;
}

/** What happens to an opportunity as part of a larger command: what it means beyond is decided by who calls. */
@Injectable()
export class OpportunityService {
  constructor(
    private readonly clock: Clock,
    private readonly pipelines: PipelineService,
    private readonly partners: PartnerService,
  ) {}

  /** An opportunity together with the pipeline it moves through, in one flight. */
  async moving(tx: Transaction, id: string): Promise<MovingOpportunity> {
    const [opportunity, pipeline] = await Promise.all([this.load(tx, id), this.pipelines.of(tx, 'id', id)]);
    if (pipeline === null) throw new NotFound(opportunities.noun);
    return { opportunity, pipeline };
  }

  /** That of a registration; locked after the registration, which is loaded in the same flight and says who may do this. */
  async ofRegistration(tx: Transaction, dealId: string): Promise<MovingOpportunity | null> {
    const [opportunity, pipeline] = await Promise.all([
      tx.findBy(opportunities, 'dealRegistrationId', dealId),
      this.pipelines.of(tx, 'deal_registration_id', dealId),
    ]);
    return opportunity === null || pipeline === null ? null : { opportunity, pipeline };
  }

  win(tx: Transaction, { opportunity, pipeline }: MovingOpportunity): SavedOpportunity {
    opportunity.win(pipeline, tx.actor.subject, this.clock.now());
    return tx.save(opportunities, opportunity);
  }

  lose(tx: Transaction, { opportunity, pipeline }: MovingOpportunity, reason: string): SavedOpportunity {
    opportunity.lose(reason, pipeline, tx.actor.subject, this.clock.now());
    return tx.save(opportunities, opportunity);
  }

  private refute(tx: Transaction, { opportunity, pipeline }: MovingOpportunity, reason: string): void {
    opportunity.lose(reason, pipeline, tx.actor.subject, this.clock.now(), true);
    tx.save(opportunities, opportunity);
  }

  /** Brings the opportunity where its registration has gone. What the vendor pursued itself is not lost with a registration. */
  follow(tx: Transaction, followed: MovingOpportunity, outcome: OpportunityState['status'], reason: string): void {
    const { status, source } = followed.opportunity.state;
    if (outcome === status || outcome === 'open' || status === 'lost') return;
    if (outcome === 'won') this.win(tx, followed);
    else if (source !== 'direct') this.refute(tx, followed, reason);
  }

  async load(tx: Transaction, id: string): Promise<Opportunity> {
    const [opportunity] = await Promise.all([tx.load(opportunities, id), this.partners.refuseBarredActor(tx)]);
    const territories = territoriesOf(tx.actor);
    if (territories !== null && !territories.includes(opportunity.state.territory ?? ''))
      throw new NotFound('opportunity');
    return opportunity;
  }
}
