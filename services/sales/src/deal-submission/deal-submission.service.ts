import { Injectable } from '@nestjs/common';
import { Clock, Ids, type Actor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import type { FoundConflict } from '../deal-conflict/conflict.js';
import { DealConflictService } from '../deal-conflict/deal-conflict.service.js';
import type { StatedDeal } from '../deal-details/deal-details.js';
import { DealDetailsService, type BroughtDeal, type Facts } from '../deal-details/deal-details.service.js';
import { OpenDealsService } from '../deal-details/open-deals.service.js';
import { DealProgramService } from '../deal-program/deal-program.service.js';
import { DealRegistrationService, type SavedDeal } from '../deal-registration/deal-registration.service.js';
import type { NewDeal } from '../deal-registration/deal-state.js';
import type { DealOpening } from '../opportunity/opportunity-opening.service.js';
import type { Submission } from '../deal-registration/submission.js';
import { PartnerService } from '../partner/partner.service.js';

export { shortcomingCodes } from '../deal-program/deal-program.service.js';

/** What was found beside the deal itself. */
interface Found {
  readonly territory: string | null;
  readonly conflict: FoundConflict | null;
  readonly opening: DealOpening;
}

/** How a deal comes in: drafted, revised, submitted. */
@Injectable()
export class DealSubmissionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly details: DealDetailsService,
    private readonly programs: DealProgramService,
    private readonly conflicts: DealConflictService,
    private readonly deals: DealRegistrationService,
    private readonly partners: PartnerService,
    private readonly open: OpenDealsService,
  ) {}

  draft(brought: BroughtDeal, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [facts] = await Promise.all([this.details.ofBrought(tx, brought), this.deals.number(tx)]);
      this.partners.refuseBarred(facts.registrant.status);
      return this.deals.save(tx, this.deals.draft(this.newDeal(facts, actor)));
    });
  }

  register(brought: BroughtDeal, actor: Actor): Promise<SavedDeal> {
    return this.conflicts.decide(actor, async (tx, contested) => {
      const [facts, pipeline] = await Promise.all([
        this.details.ofSubmitted(tx, brought),
        this.deals.prepare(tx),
        this.deals.number(tx),
      ]);
      this.conflicts.refuseDuplicate(facts.claims);
      const deal = this.newDeal(facts, actor);
      const conflict = this.conflicts.conflictOf(facts.claims, contested, deal.identity);
      const opening = await this.deals.opening(tx, pipeline, facts.claims);
      const submission = this.submission(facts, { territory: deal.territory, conflict, opening }, actor);
      return this.deals.saveDecided(tx, this.deals.register(deal, submission), opening);
    });
  }

  revise(id: string, change: Partial<StatedDeal>, actor: Actor): Promise<SavedDeal> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      const facts = await this.details.ofDraft(tx, deal.state, change);
      deal.revise(facts.details, this.details.territoryOf(facts, actor), actor.subject);
      return this.deals.save(tx, deal);
    });
  }

  discard(id: string, actor: Actor): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.deals.load(tx, id);
      deal.discard();
      this.deals.save(tx, deal); // for its history, which outlives it
      tx.execute('DELETE FROM deal_registration WHERE id = $1', [id]);
    });
  }

  submit(id: string, actor: Actor): Promise<SavedDeal> {
    return this.conflicts.decide(actor, async (tx, contested) => {
      const [, deal, inPlace, pipeline] = await Promise.all([
        this.open.takeTurnOfDraft(tx, id),
        this.deals.load(tx, id),
        this.conflicts.claimsOf(tx, id, this.clock.now()),
        this.deals.prepare(tx),
      ]);
      this.conflicts.refuseDuplicate(inPlace);
      const facts = await this.details.ofDraft(tx, deal.state);
      // What comes back as another claim is the last of all: whoever came before it today was first.
      const atTheEnd = this.deals.losesPlace(deal, facts.details);
      const claims = atTheEnd ? await this.conflicts.claimsOfLast(tx, id, facts.now) : inPlace;
      const conflict = this.conflicts.conflictOf(claims, contested, facts.details.identity);
      const opening = await this.deals.opening(tx, pipeline, claims);
      deal.submit(this.submission(facts, { territory: deal.state.territory, conflict, opening }, actor));
      return this.deals.saveDecided(tx, deal, opening);
    });
  }

  private newDeal(facts: Facts, actor: Actor): NewDeal {
    const { partner, program, details } = facts;
    return {
      ...details,
      id: this.ids.next(),
      partnerId: partner.partnerId,
      territory: this.details.territoryOf(facts, actor),
      registeredBy: actor.subject,
      programId: program.id,
      programVersion: program.version,
    };
  }

  private submission(
    { registrant, partner, program, details, now }: Facts,
    { territory, conflict, opening }: Found,
    actor: Actor,
  ): Submission {
    return {
      by: actor.subject,
      details,
      program,
      assessment: this.programs.assess(details, registrant, program, now),
      conflict,
      calendar: this.partners.calendarOf(partner, territory),
      opportunityId: opening.opportunityId,
      now,
    };
  }
}
