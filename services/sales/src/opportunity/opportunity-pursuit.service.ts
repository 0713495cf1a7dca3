import { Injectable } from '@nestjs/common';
import { Clock, Forbidden, Ids, territoriesOf, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { CustomerService } from '../customer/customer.service.js';
import type { DealCustomer, StatedDeal } from '../deal-details/deal-details.js';
import { PartnerService } from '../partner/partner.service.js';
import { ProductService } from '../product/product.service.js';
import type { OpportunityDetails, OpportunityState, Party } from './opportunity-state.js';
import { Opportunity } from './opportunity.js';
import { opportunities } from './opportunity.schema.js';
import { OpportunityOpeningService } from './opportunity-opening.service.js';
import { OpportunityService, type SavedOpportunity } from './opportunity.service.js';

/** Business that the vendor or its CRM pursues without a registration. */
export interface StatedOpportunity extends Omit<OpportunityDetails, 'lines'> {
  readonly customer: DealCustomer;
  readonly lines: StatedDeal['lines'];
  readonly partnerId: string | null;
  readonly pipeline: string | null;
  readonly externalIds: OpportunityState['externalIds'];
}

/** How an opportunity is pursued: recorded directly, kept up to date, moved from stage to stage. */
@Injectable()
export class OpportunityPursuitService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly opportunities: OpportunityService,
    private readonly openings: OpportunityOpeningService,
    private readonly customers: CustomerService,
    private readonly products: ProductService,
    private readonly partners: PartnerService,
  ) {}

  open(stated: StatedOpportunity, actor: Actor): Promise<SavedOpportunity> {
    if (actor.kind === 'partner') throw new Forbidden('VENDOR_ONLY', 'A partner registers a deal instead.');
    return this.unitOfWork.run(actor, async (tx) => {
      const { partnerId, customer, pipeline: code, lines: statedLines, ...details } = stated;
      const [pipeline, lines, partner, account, covering] = await Promise.all([
        this.openings.prepare(tx, code),
        this.products.completed(tx, statedLines),
        partnerId === null ? null : this.partners.known(tx, partnerId),
        this.customers.evidence(tx, customer.accountId),
        this.partners.territoriesIn(tx, customer.user?.country ?? customer.country),
        this.knowAll(tx, details.parties),
      ]);
      const { name, country, domain, registration } = this.customers.identify(customer, null);
      const opportunity = Opportunity.open(
        {
          ...details,
          id: this.ids.next(),
          source: 'direct',
          dealRegistrationId: null,
          leadId: null,
          partnerId,
          distributorId: null,
          hiddenFromDistributor: false,
          territory: territoryOf(actor, partner === null ? covering : [this.partners.territoryFor(partner, country)]),
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
        this.opportunities.load(tx, id),
        lines && this.products.completed(tx, lines),
        this.knowAll(tx, actor.kind === 'partner' ? [] : (change.parties ?? [])),
      ]);
      // Only now: whose opportunity it is comes first: a foreign one is not found.
      if (actor.kind === 'partner' && change.parties !== undefined)
        throw new Forbidden(
          'VENDOR_ONLY',
          'Who has a part in an opportunity, and how much of it, is for the vendor to say.',
        );
      opportunity.revise(completed ? { ...others, lines: completed } : others, actor.subject);
      return tx.save(opportunities, opportunity);
    });
  }

  advance(id: string, stage: string, actor: Actor): Promise<SavedOpportunity> {
    return this.unitOfWork.run(actor, async (tx) => {
      const { opportunity, pipeline } = await this.opportunities.moving(tx, id);
      opportunity.advance(stage, pipeline, actor.subject, this.clock.now());
      return tx.save(opportunities, opportunity);
    });
  }

  private async knowAll(tx: Transaction, parties: readonly Party[]): Promise<void> {
    await Promise.all(parties.map(({ partnerId }) => this.partners.known(tx, partnerId)));
  }
}

// Without a partner it belongs where its customer is; of several territories there to the one of the manager who opens it.
function territoryOf(actor: Actor, possible: readonly (string | null)[]): string | null {
  const own = territoriesOf(actor);
  if (own === null) return possible[0] ?? null;
  const mine = possible.find((territory) => own.includes(territory ?? ''));
  if (mine === undefined) throw new Forbidden('NOT_YOUR_TERRITORY', 'It belongs to a territory that is not yours.');
  return mine;
}
