import { Injectable } from '@nestjs/common';
import { Clock, Conflict, Ids, type Actor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import { DealCheckService } from '../deal-check/deal-check.service.js';
import { DealProtectionService, type Claims } from '../deal-protection/deal-protection.service.js';
import { PartnerService } from '../partner/partner.service.js';
import { assess, type Assessment, type Submission } from './assessment.js';
import type { StatedDeal } from './deal-details.js';
import { DealFactsService, type BroughtDeal, type Facts } from './deal-facts.service.js';
import { DealOutcomeService } from './deal-outcome.service.js';
import type { DealProgram } from './deal-program.js';
import { DealRegistration } from './deal-registration.js';
import { dealRegistrations } from './deal-registration.schema.js';
import { DealRegistrationService, type SavedDeal } from './deal-registration.service.js';
import type { NewDeal } from './deal-state.js';
import { refuseBarred } from './eligibility.js';

/** What a registration would meet. */
export interface Foresight {
  readonly assessment: Assessment;
  readonly program: DealProgram;
  readonly tier: string;
  readonly isDuplicate: boolean;
}

/** How a deal comes in: checked, drafted, revised, submitted. */
@Injectable()
export class DealSubmissionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly facts: DealFactsService,
    private readonly deals: DealRegistrationService,
    private readonly outcomes: DealOutcomeService,
    private readonly protections: DealProtectionService,
    private readonly partners: PartnerService,
    private readonly checks: DealCheckService,
  ) {}

  draft(brought: BroughtDeal, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [facts] = await Promise.all([this.facts.ofBrought(tx, brought), tx.number(dealRegistrations)]);
      refuseBarred(facts.registrant.status);
      return tx.save(dealRegistrations, DealRegistration.draft(this.newDeal(facts, actor)));
    });
  }

  register(brought: BroughtDeal, actor: Actor): Promise<SavedDeal> {
    return this.protections.decide(actor, async (tx, contested) => {
      const [facts, pipeline] = await Promise.all([
        this.facts.ofBrought(tx, brought),
        this.outcomes.prepare(tx),
        tx.number(dealRegistrations),
      ]);
      refuseDuplicate(facts.claims);
      const deal = this.newDeal(facts, actor);
      const matches = [...facts.claims.matches, ...contested];
      const registration = DealRegistration.register(deal, this.submission(facts, deal.territory, matches, actor));
      return this.outcomes.save(tx, registration, pipeline);
    });
  }

  revise(id: string, change: Partial<StatedDeal>, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      const facts = await this.facts.ofDraft(tx, deal, change);
      deal.revise(facts.details, this.facts.territoryOf(facts, actor), actor.subject);
      return tx.save(dealRegistrations, deal);
    });
  }

  discard(id: string, actor: Actor): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.discard();
      tx.save(dealRegistrations, deal); // for its history, which outlives it
      tx.execute('DELETE FROM deal_registration WHERE id = $1', [id]);
    });
  }

  submit(id: string, actor: Actor): Promise<SavedDeal> {
    return this.protections.decide(actor, async (tx, contested) => {
      const [deal, claims, pipeline] = await Promise.all([
        this.deals.load(tx, id),
        this.protections.claimsOf(tx, id, this.clock.now()),
        this.outcomes.prepare(tx),
      ]);
      refuseDuplicate(claims);
      const facts = await this.facts.ofDraft(tx, deal);
      const matches = [...claims.matches, ...contested];
      deal.submit(this.submission(facts, deal.state.territory, matches, actor));
      return this.outcomes.save(tx, deal, pipeline);
    });
  }

  /** Says what a registration would meet; no registration is stored, only that somebody has asked. */
  check(brought: BroughtDeal, actor: Actor): Promise<Foresight> {
    return this.unitOfWork.run(actor, async (tx) => {
      const facts = await this.facts.ofBrought(tx, brought);
      this.facts.territoryOf(facts, actor);
      const { details, registrant, program, claims, now } = facts;
      const assessment = assess(details, { registrant, program, matches: claims.matches, now });
      await this.checks.keep(tx, registrant.partnerId, details.identity, assessment.outcome === 'hold');
      return { assessment, program, tier: registrant.tier, isDuplicate: claims.ownId !== null };
    });
  }

  private newDeal(facts: Facts, actor: Actor): NewDeal {
    const { partner, program, details } = facts;
    return {
      ...details,
      id: this.ids.next(),
      partnerId: partner.partnerId,
      territory: this.facts.territoryOf(facts, actor),
      registeredBy: actor.subject,
      programId: program.id,
      programVersion: program.version,
    };
  }

  private submission(facts: Facts, territory: string | null, matches: Claims['matches'], actor: Actor): Submission {
    const { registrant, partner, program, details, now } = facts;
    return {
      by: actor.subject,
      registrant,
      program,
      details,
      matches,
      calendar: this.partners.calendarOf(partner, territory),
      opportunityId: this.ids.next(),
      now,
    };
  }
}

function refuseDuplicate({ ownId }: Claims): void {
  if (ownId === null) return;
  throw new Conflict('DUPLICATE', 'You have registered this customer for this product family already.', {
    extensions: { existingId: ownId },
  });
}
