import { Injectable } from '@nestjs/common';
import { Clock, Forbidden, RuleViolation, type Actor } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { CustomerService } from '../customer/customer.service.js';
import { DealProgramService } from '../deal-program/deal-program.service.js';
import { DealProtectionService, type Claims } from '../deal-protection/deal-protection.service.js';
import { PartnerService, type KnownPartner } from '../partner/partner.service.js';
import { ProductService } from '../product/product.service.js';
import { valueOf, type DealDetails, type StatedDeal } from './deal-details.js';
import type { DealProgram } from './deal-program.js';
import type { DealRegistration } from './deal-registration.js';
import type { Registrant } from './eligibility.js';

/** A deal as it is brought in: for whom, and under which program if not the default one. */
export interface BroughtDeal {
  readonly partnerId: string | null;
  readonly programId: string | null;
  readonly deal: StatedDeal;
}

/** What other slices know that the rules of a submission rest on. */
export interface Facts {
  readonly registrant: Registrant;
  readonly partner: KnownPartner;
  readonly program: DealProgram;
  readonly claims: Claims;
  readonly now: Date;
}

/** Gathers what a submission rests on, in as few flights as the keys allow. */
@Injectable()
export class DealFactsService {
  constructor(
    private readonly clock: Clock,
    private readonly partners: PartnerService,
    private readonly products: ProductService,
    private readonly customers: CustomerService,
    private readonly programs: DealProgramService,
    private readonly protections: DealProtectionService,
  ) {}

  /** All in one flight: a deal that is brought in names everything that is looked up. */
  async ofBrought(
    tx: Transaction,
    { partnerId: stated, programId, deal }: BroughtDeal,
  ): Promise<Facts & { readonly details: DealDetails }> {
    const partnerId = partnerOf(tx.actor, stated);
    const now = this.clock.now();
    const { project, lines, customer } = deal;
    const claim = { partnerId, identity: this.identify(deal), accountId: customer.accountId, project, lines };
    const [partner, openDeals, program, claims, details] = await Promise.all([
      this.partners.known(tx, partnerId),
      this.openDeals(tx, partnerId),
      this.programs.inForce(tx, programId, now),
      this.protections.claimsOn(tx, claim, now),
      this.completed(tx, deal),
    ]);
    const distributorId = deal.distributorId === undefined ? partner.parentDistributorId : deal.distributorId;
    const hiddenFromDistributor = deal.hiddenFromDistributor || program.distributor === 'hidden';
    return {
      registrant: { ...partner, openDeals },
      partner,
      program,
      claims,
      now,
      details: { ...details, distributorId, hiddenFromDistributor },
    };
  }

  /** In a second flight: partner and program of a draft are known only when it is loaded. */
  async ofDraft(tx: Transaction, { state }: DealRegistration, claims: Claims): Promise<Facts> {
    const now = this.clock.now();
    const [partner, openDeals, program] = await Promise.all([
      this.partners.known(tx, state.partnerId),
      this.openDeals(tx, state.partnerId),
      this.programs.inForce(tx, state.programId, now),
    ]);
    return { registrant: { ...partner, openDeals }, partner, program, claims, now };
  }

  /** The stated deal with the families of its products, its value, and its customer told apart. */
  async completed(tx: Transaction, deal: StatedDeal): Promise<DealDetails> {
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

  // No program counts further than a thousand.
  private async openDeals(tx: Transaction, partnerId: string): Promise<number> {
    const sql = `SELECT count(*)::int AS count FROM (SELECT FROM deal_registration d WHERE d.partner_id = $1
      AND d.status IN ('submitted', 'in_review', 'conflict_hold', 'returned', 'approved') LIMIT 1000) open`;
    const [row] = await tx.read<{ count: number }>(sql, [partnerId]);
    return row?.count ?? 0;
  }
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
