import { Injectable } from '@nestjs/common';
import { Clock, NotFound, territoriesOf } from '@tributary/kernel';
import type { Saved, Transaction } from '@tributary/persistence';
import { PipelineService } from '../pipeline/pipeline.service.js';
import type { OpportunityState, Party } from './opportunity-state.js';
import { Opportunity } from './opportunity.js';
import { opportunities } from './opportunity.schema.js';
import type { Pipeline } from './stage.js';

/** What an approved registration hands on. */
export interface RegisteredDeal extends Pick<
  OpportunityState,
  | 'partnerId'
  | 'distributorId'
  | 'hiddenFromDistributor'
  | 'territory'
  | 'customer'
  | 'identity'
  | 'lines'
  | 'value'
  | 'expectedCloseOn'
> {
  readonly id: string;
  readonly opportunityId: string;
  readonly partnerId: string;
  readonly registeredBy: string;
  readonly competitor: string | null;
}

export type SavedOpportunity = Saved<OpportunityState>;

/** What happens to an opportunity as part of a larger command: what it means beyond is decided by who calls. */
@Injectable()
export class OpportunityService {
  constructor(
    private readonly clock: Clock,
    private readonly pipelines: PipelineService,
  ) {}

  /** What the opening of an opportunity rests on, in the flight of the other reads. */
  async prepare(tx: Transaction, pipeline: string | null = null): Promise<Pipeline> {
    const [stages] = await Promise.all([this.pipelines.stages(tx, pipeline), tx.number(opportunities)]);
    return stages;
  }

  openFor(tx: Transaction, deal: RegisteredDeal, pipeline: Pipeline): void {
    const { customer, lines, competitor } = deal;
    const families = [...new Set(lines.map(({ family }) => family))].join(', ');
    const opportunity = Opportunity.open(
      {
        id: deal.opportunityId,
        name: `${customer.name}: ${families}`.slice(0, 400),
        source: 'deal_registration',
        dealRegistrationId: deal.id,
        partnerId: deal.partnerId,
        distributorId: deal.distributorId,
        hiddenFromDistributor: deal.hiddenFromDistributor,
        territory: deal.territory,
        parties: partiesOf(deal),
        customer,
        identity: deal.identity,
        lines,
        value: deal.value,
        expectedCloseOn: deal.expectedCloseOn,
        nextStep: null,
        competitors: competitor === null ? [] : [competitor],
        ownedBy: deal.registeredBy,
        openedAt: this.clock.now(),
        externalIds: [],
      },
      pipeline,
    );
    tx.save(opportunities, opportunity);
  }

  /** A direct opportunity becomes the one of the registration that was awarded. */
  async link(tx: Transaction, opportunityId: string, deal: RegisteredDeal): Promise<void> {
    const opportunity = await tx.load(opportunities, opportunityId);
    const { partnerId, distributorId, hiddenFromDistributor } = deal;
    opportunity.link({
      dealRegistrationId: deal.id,
      partnerId,
      distributorId,
      hiddenFromDistributor,
      parties: partiesOf(deal),
    });
    tx.save(opportunities, opportunity);
  }

  async win(tx: Transaction, id: string): Promise<SavedOpportunity> {
    const opportunity = await this.load(tx, id);
    opportunity.win(await this.pipelines.stages(tx, opportunity.state.pipeline), tx.actor.subject, this.clock.now());
    return tx.save(opportunities, opportunity);
  }

  async lose(tx: Transaction, id: string, reason: string): Promise<SavedOpportunity> {
    const opportunity = await this.load(tx, id);
    opportunity.lose(
      reason,
      await this.pipelines.stages(tx, opportunity.state.pipeline),
      tx.actor.subject,
      this.clock.now(),
    );
    return tx.save(opportunities, opportunity);
  }

  /** Follows what happened to the registration; one that is closed already, or that the vendor pursues itself, stays as it is. */
  async follow(tx: Transaction, id: string, outcome: 'won' | { readonly lost: string }): Promise<void> {
    const { status, source } = (await this.load(tx, id)).state;
    if (status !== 'open') return;
    if (outcome === 'won') await this.win(tx, id);
    else if (source !== 'direct') await this.lose(tx, id, outcome.lost);
  }

  async load(tx: Transaction, id: string): Promise<Opportunity> {
    const opportunity = await tx.load(opportunities, id);
    const territories = territoriesOf(tx.actor);
    if (territories !== null && !territories.includes(opportunity.state.territory ?? ''))
      throw new NotFound('opportunity');
    return opportunity;
  }
}

function partiesOf({ partnerId, distributorId }: RegisteredDeal): Party[] {
  const reseller: Party = { partnerId, role: 'resells', split: '100' };
  return distributorId === null
    ? [reseller]
    : [reseller, { partnerId: distributorId, role: 'distributes', split: null }];
}
