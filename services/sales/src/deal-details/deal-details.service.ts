import { Injectable } from '@nestjs/common';
import { Clock, Forbidden, RuleViolation, territoriesOf, type Actor } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { CertificationService } from '../certification/certification.service.js';
import { CustomerService } from '../customer/customer.service.js';
import type { DealProgramVersion } from '../deal-program/deal-program.js';
import type { Registrant } from '../deal-program/eligibility.js';
import { DealProgramService } from '../deal-program/deal-program.service.js';
import { DealConflictService, type Claims } from '../deal-conflict/deal-conflict.service.js';
import { PartnerService, type KnownPartner } from '../partner/partner.service.js';
import { ProductService } from '../product/product.service.js';
import { OpenDealsService } from './open-deals.service.js';
import { statedOf, valueOf, type DealDetails, type StatedDeal } from './deal-details.js';

/** A deal as it is brought in: for whom, and under which program if not the default one. */
export interface BroughtDeal {
  readonly partnerId: string | null;
  readonly programId: string | null;
  readonly deal: StatedDeal;
}

/** A deal that is stored and not submitted, or that came back. */
type Draft = DealDetails & { readonly id: string; readonly partnerId: string; readonly programId: string };

/** What other slices know that the rules of a submission rest on. */
export interface Facts {
  readonly registrant: Registrant;
  readonly partner: KnownPartner;
  readonly program: DealProgramVersion;
  readonly details: DealDetails;
  readonly now: Date;
}

/** Completes what is stated of a deal by what is known of its partner, products, customer and program. */
@Injectable()
export class DealDetailsService {
  constructor(
    private readonly clock: Clock,
    private readonly partners: PartnerService,
    private readonly products: ProductService,
    private readonly customers: CustomerService,
    private readonly certifications: CertificationService,
    private readonly programs: DealProgramService,
    private readonly conflicts: DealConflictService,
    private readonly open: OpenDealsService,
  ) {}

  /** All in one flight: a deal that is brought in names everything that is looked up. */
  async ofBrought(
    tx: Transaction,
    { partnerId: stated, programId, deal }: BroughtDeal,
  ): Promise<Facts & { readonly claims: Claims }> {
    const partnerId = partnerOf(tx.actor, stated);
    const now = this.clock.now();
    const { project, lines, customer } = deal;
    const claim = { partnerId, identity: this.identify(deal), accountId: customer.accountId, project, lines };
    const [partner, openDeals, program, claims, details, requirements] = await Promise.all([
      this.partners.known(tx, partnerId),
      this.open.count(tx, partnerId, null, now),
      this.programs.inForce(tx, programId, now),
      this.conflicts.claimsOn(tx, claim, now),
      this.completed(tx, deal),
      this.certifications.requiredFor(tx, partnerId, lines),
    ]);
    const distributorId = deal.distributorId === undefined ? partner.parentDistributorId : deal.distributorId;
    const registrant = { ...partner, requirements, openDeals };
    return { registrant, partner, program, claims, now, details: shielded({ ...details, distributorId }, program) };
  }

  /** As `ofBrought`, for what is submitted: in the partner's turn. */
  async ofSubmitted(tx: Transaction, brought: BroughtDeal): ReturnType<DealDetailsService['ofBrought']> {
    const turn = this.open.takeTurn(tx, partnerOf(tx.actor, brought.partnerId));
    const [facts] = await Promise.all([this.ofBrought(tx, brought), turn]);
    return facts;
  }

  /** In a second flight: what a draft names is known only when it is loaded. Nothing of it is taken from the day it was written. */
  async ofDraft(tx: Transaction, draft: Draft, change: Partial<StatedDeal> = {}): Promise<Facts> {
    const now = this.clock.now();
    const stated = { ...statedOf(draft), ...change };
    const [partner, openDeals, program, details, requirements] = await Promise.all([
      this.partners.known(tx, draft.partnerId),
      this.open.count(tx, draft.partnerId, draft.id, now),
      this.programs.inForce(tx, draft.programId, now),
      this.completed(tx, stated),
      this.certifications.requiredFor(tx, draft.partnerId, stated.lines),
    ]);
    const registrant = { ...partner, requirements, openDeals };
    return { registrant, partner, program, now, details: shielded(details, program) };
  }

  /** Where a deal belongs. A manager brings nothing into a territory that is not its own. */
  territoryOf({ partner, details }: Pick<Facts, 'partner' | 'details'>, actor: Actor): string | null {
    const territory = this.partners.territoryFor(partner, details.identity.country);
    const own = territoriesOf(actor);
    if (own === null || own.includes(territory ?? '')) return territory;
    throw new Forbidden('NOT_YOUR_TERRITORY', 'The deal belongs to a territory that is not yours.');
  }

  /** The stated deal with the families of its products, its value, and its customer told apart. */
  private async completed(tx: Transaction, deal: StatedDeal): Promise<DealDetails> {
    const { customer, distributorId = null } = deal;
    const [lines, account, isDistributor] = await Promise.all([
      this.products.completed(tx, deal.lines),
      this.customers.evidence(tx, customer.accountId),
      this.partners.isDistributor(tx, distributorId),
    ]);
    if (distributorId !== null && !isDistributor)
      throw new RuleViolation('UNKNOWN_DISTRIBUTOR', 'This is no active distributor.');
    const identity = this.identify(deal);
    const evidence = {
      domain: identity.domain ?? account.domain,
      registration: identity.registration ?? account.registration,
    };
    return { ...deal, distributorId, lines, value: valueOf(lines), identity: { ...identity, ...evidence } };
  }

  private identify({ customer, contact }: StatedDeal) {
    return this.customers.identify(customer.user ?? customer, contact?.email ?? null);
  }
}

// A program that hides its deals from distributors hides all of them, whatever was stated.
function shielded(details: DealDetails, program: DealProgramVersion): DealDetails {
  return { ...details, hiddenFromDistributor: details.hiddenFromDistributor || program.distributor === 'hidden' };
}

function partnerOf(actor: Actor, stated: string | null): string {
  if (actor.kind !== 'partner') {
    if (stated === null) throw new RuleViolation('PARTNER_MISSING', 'Who registers for a partner says for which.');
    return stated;
  }
  if (actor.partnerId === undefined || (stated !== null && stated !== actor.partnerId)) {
    throw new Forbidden('NOT_YOUR_PARTNER', 'A partner registers its own deals only.');
  }
  return actor.partnerId;
}
