import { Injectable } from '@nestjs/common';
import { Clock, Forbidden, Ids, NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { CustomerService } from '../customer/customer.service.js';
import { PartnerService } from '../partner/partner.service.js';
import { PipelineService } from '../pipeline/pipeline.service.js';
import { ProductService } from '../product/product.service.js';
import {
  Opportunity,
  type OpportunityCustomer,
  type OpportunityDetails,
  type OpportunityState,
  type Party,
} from './opportunity.js';
import { opportunities } from './opportunity.schema.js';
import type { Pipeline } from './stage.js';

type StatedLine = Omit<OpportunityDetails['lines'][number], 'family'> & { readonly family: string | null };

/** Business that the vendor or its CRM pursues without a registration. */
export interface StatedOpportunity extends Omit<OpportunityDetails, 'lines'> {
  readonly customer: OpportunityCustomer;
  readonly lines: readonly StatedLine[];
  readonly partnerId: string | null;
  readonly pipeline: string | null;
  readonly externalIds: OpportunityState['externalIds'];
}

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

@Injectable()
export class OpportunityService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly pipelines: PipelineService,
    private readonly customers: CustomerService,
    private readonly products: ProductService,
    private readonly partners: PartnerService,
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

  open(stated: StatedOpportunity, actor: Actor): Promise<SavedOpportunity> {
    if (actor.kind === 'partner') throw new Forbidden('VENDOR_ONLY', 'A partner registers a deal instead.');
    return this.unitOfWork.run(actor, async (tx) => {
      const { partnerId, customer, pipeline: code, lines: statedLines, ...details } = stated;
      const [pipeline, lines, partner, account] = await Promise.all([
        this.prepare(tx, code),
        this.products.completed(tx, statedLines),
        partnerId === null ? null : this.partners.known(tx, partnerId),
        this.customers.evidence(tx, customer.accountId),
      ]);
      const { name, country, domain, registration } = this.customers.identify(customer, null);
      const opportunity = Opportunity.open(
        {
          ...details,
          id: this.ids.next(),
          source: 'direct',
          dealRegistrationId: null,
          partnerId,
          distributorId: null,
          hiddenFromDistributor: false,
          territory: partner === null ? null : this.partners.territoryFor(partner, country),
          customer,
          identity: {
            name,
            country,
            domain: domain ?? account.domain,
            registration: registration ?? account.registration,
          },
          lines,
          openedAt: this.clock.now(),
        },
        pipeline,
      );
      return tx.save(opportunities, opportunity);
    });
  }

  revise(
    id: string,
    change: Partial<Omit<StatedOpportunity, 'customer' | 'partnerId' | 'pipeline' | 'externalIds'>>,
    actor: Actor,
  ): Promise<SavedOpportunity> {
    return this.unitOfWork.run(actor, async (tx) => {
      const { lines, ...others } = change;
      const [opportunity, completed] = await Promise.all([
        this.load(tx, id),
        lines && this.products.completed(tx, lines),
      ]);
      opportunity.revise(completed ? { ...others, lines: completed } : others);
      return tx.save(opportunities, opportunity);
    });
  }

  advance(id: string, stage: string, actor: Actor): Promise<SavedOpportunity> {
    return this.unitOfWork.run(actor, async (tx) => {
      const opportunity = await this.load(tx, id);
      opportunity.advance(
        stage,
        await this.pipelines.stages(tx, opportunity.state.pipeline),
        actor.subject,
        this.clock.now(),
      );
      return tx.save(opportunities, opportunity);
    });
  }

  /** Part of a larger command: what the win means for a registration is decided by who calls. */
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

  private async load(tx: Transaction, id: string): Promise<Opportunity> {
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
