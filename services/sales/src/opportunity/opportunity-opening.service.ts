import { Injectable } from '@nestjs/common';
import { Clock, Forbidden, Ids, territoriesOf } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
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

/** Where the approval of a registration leads: on with what its partner's lead became, or into an opportunity of its own. */
export interface DealOpening {
  readonly opportunityId: string;
  readonly pipeline: Pipeline;
  readonly ofLead: Opportunity | null;
}

/** What a lead becomes that was converted in presales. */
export type ConvertedLead = Pick<
  OpportunityState,
  | 'id'
  | 'partnerId'
  | 'territory'
  | 'customer'
  | 'identity'
  | 'name'
  | 'lines'
  | 'value'
  | 'expectedCloseOn'
  | 'ownedBy'
> & { readonly number: string | null };

/** How an opportunity begins as part of a larger command: by an approval, an award or a converted lead. */
@Injectable()
export class OpportunityOpeningService {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly pipelines: PipelineService,
  ) {}

  /** What the opening of an opportunity rests on, in the flight of the other reads. */
  async prepare(tx: Transaction, pipeline: string | null = null): Promise<Pipeline> {
    const [stages] = await Promise.all([this.pipelines.stages(tx, pipeline), tx.number(opportunities)]);
    return stages;
  }

  /** `leadOpportunityId`: what was found of a lead of the partner's; it may have been closed since. */
  async opening(tx: Transaction, pipeline: Pipeline, leadOpportunityId: string | null): Promise<DealOpening> {
    const ofLead = leadOpportunityId === null ? null : await tx.find(opportunities, leadOpportunityId);
    if (ofLead === null || !ofLead.isOfLeadAlone) return { opportunityId: this.ids.next(), pipeline, ofLead: null };
    return { opportunityId: ofLead.state.id, pipeline, ofLead };
  }

  openFor(tx: Transaction, deal: RegisteredDeal, { pipeline, ofLead }: DealOpening): void {
    if (ofLead === null) return this.openNew(tx, deal, pipeline);
    const { id: dealRegistrationId, competitor, ...registered } = deal;
    const competitors = competitor === null ? [] : [competitor];
    ofLead.goOnAs({ ...registered, dealRegistrationId, competitors, parties: partiesOf(deal) }, tx.actor.subject);
    tx.save(opportunities, ofLead);
  }

  private openNew(tx: Transaction, deal: RegisteredDeal, pipeline: Pipeline): void {
    const { customer, lines, competitor } = deal;
    const families = [...new Set(lines.map(({ family }) => family))].join(', ');
    const opportunity = Opportunity.open(
      {
        id: deal.opportunityId,
        name: `${customer.name}: ${families}`.slice(0, 400),
        source: 'deal_registration',
        dealRegistrationId: deal.id,
        leadId: null,
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

  async isOpen(tx: Transaction, leadId: string): Promise<boolean> {
    return (await tx.findBy(opportunities, 'leadId', leadId)) !== null;
  }

  /** Where the lead's partner has an open opportunity of the same business, the lead stands behind that one; false if it is closed by now. */
  async linkLead(tx: Transaction, opportunityId: string, leadId: string, linkedBy: string): Promise<boolean> {
    const opportunity = await tx.find(opportunities, opportunityId);
    if (opportunity?.isWithoutLead !== true) return false;
    opportunity.linkLead(leadId, linkedBy);
    tx.save(opportunities, opportunity);
    return true;
  }

  openFromLead(tx: Transaction, { number, ...lead }: ConvertedLead, pipeline: Pipeline): void {
    const { partnerId } = lead;
    const opportunity = Opportunity.open(
      {
        ...lead,
        source: 'converted_lead',
        dealRegistrationId: null,
        leadId: lead.id,
        distributorId: null,
        hiddenFromDistributor: false,
        parties: partnerId === null ? [] : [{ partnerId, role: 'resells', split: '100' }],
        nextStep: null,
        competitors: [],
        openedAt: this.clock.now(),
        externalIds: number === null ? [] : [{ system: 'lead', id: number }],
      },
      pipeline,
    );
    tx.save(opportunities, opportunity);
  }

  /** A direct opportunity becomes the one of the registration that was awarded. */
  async link(tx: Transaction, opportunityId: string, deal: RegisteredDeal): Promise<void> {
    const opportunity = await tx.load(opportunities, opportunityId);
    const own = territoriesOf(tx.actor);
    if (own !== null && !own.includes(opportunity.state.territory ?? deal.territory ?? ''))
      throw new Forbidden('CROSS_TERRITORY_DECISION', 'The opportunity belongs to another territory.');
    const { partnerId, distributorId, hiddenFromDistributor, territory } = deal;
    const linked = { dealRegistrationId: deal.id, partnerId, distributorId, hiddenFromDistributor, territory };
    opportunity.link({ ...linked, parties: partiesOf(deal) }, tx.actor.subject);
    tx.save(opportunities, opportunity);
  }
}

function partiesOf({ partnerId, distributorId }: RegisteredDeal): Party[] {
  const reseller: Party = { partnerId, role: 'resells', split: '100' };
  return distributorId === null
    ? [reseller]
    : [reseller, { partnerId: distributorId, role: 'distributes', split: null }];
}
