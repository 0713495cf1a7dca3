import { Injectable } from '@nestjs/common';
import {
  BusinessCalendar,
  Clock,
  defaultCalendar,
  NotFound,
  territoriesOf,
  type Actor,
  type BusinessCalendarSpec,
} from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { DealConflictService, type Claims } from '../deal-conflict/deal-conflict.service.js';
import type { DealDetails } from '../deal-details/deal-details.js';
import type { Pipeline } from '../opportunity/stage.js';
import { OpportunityOpeningService, type DealOpening } from '../opportunity/opportunity-opening.service.js';
import { OpportunityService, type MovingOpportunity } from '../opportunity/opportunity.service.js';
import { PartnerService } from '../partner/partner.service.js';
import { DealRegistration } from './deal-registration.js';
import { dealRegistrations } from './deal-registration.schema.js';
import type { DealRegistrationState, NewDeal } from './deal-state.js';
import { opportunityOutcome } from './deal-status.js';
import { losesPlace } from './place.js';
import type { Submission } from './submission.js';

export type SavedDeal = Saved<DealRegistrationState>;

/** How every verb gets at a registration and leaves it: loaded within the actor's territories, saved with what its status brings in the same transaction. */
@Injectable()
export class DealRegistrationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly conflicts: DealConflictService,
    private readonly openings: OpportunityOpeningService,
    private readonly opportunities: OpportunityService,
    private readonly partners: PartnerService,
  ) {}

  number(tx: Transaction): Promise<void> {
    return tx.number(dealRegistrations);
  }

  draft(deal: NewDeal): DealRegistration {
    return DealRegistration.draft(deal);
  }

  register(deal: NewDeal, submission: Submission): DealRegistration {
    return DealRegistration.register(deal, submission);
  }

  /** Whether it would lose its place in the queue if it were submitted with these details. */
  losesPlace({ state }: DealRegistration, details: DealDetails): boolean {
    return losesPlace(state, details);
  }

  async load(tx: Transaction, id: string): Promise<DealRegistration> {
    const ofPartner = tx.actor.kind === 'partner';
    const [deal] = await Promise.all([tx.load(dealRegistrations, id), ofPartner && this.refuseBarred(tx, id)]);
    const territories = territoriesOf(tx.actor);
    if (territories !== null && !territories.includes(deal.state.territory ?? ''))
      throw new NotFound(dealRegistrations.noun);
    return deal;
  }

  /** For workers: null if somebody else has it in hand. */
  loadDue(tx: Transaction, id: string): Promise<DealRegistration | null> {
    return tx.loadDue(dealRegistrations, id);
  }

  /** A registration and its opportunity, in one flight. Every command locks the registration first. */
  loadWithOpportunity(tx: Transaction, id: string): Promise<[DealRegistration, MovingOpportunity | null]> {
    return Promise.all([this.load(tx, id), this.opportunities.ofRegistration(tx, id)]);
  }

  /** Another registration, or the one behind an opportunity or an appeal; who may do this is said by the caller. */
  find(tx: Transaction, column: 'id' | 'opportunityId' | 'appealId', id: string): Promise<DealRegistration | null> {
    return tx.findBy(dealRegistrations, column, id);
  }

  /** The working time in which each is decided, by its own id or by that of its appeal, in the flight that loads them. */
  async calendars(tx: Transaction, ids: readonly string[]): Promise<(id: string) => BusinessCalendar> {
    const sql = `SELECT d.id, d.appeal_id AS "appealId", t.calendar FROM deal_registration d JOIN territory_replica t ON t.code = d.territory
      WHERE d.id = ANY ($1) OR d.appeal_id = ANY ($1)`;
    const rows = await tx.read<{ id: string; appealId: string | null; calendar: BusinessCalendarSpec }>(sql, [ids]);
    return (of) =>
      BusinessCalendar.of(rows.find(({ id, appealId }) => id === of || appealId === of)?.calendar ?? defaultCalendar);
  }

  /** Refuses if the partner whose deal it is may do nothing any more; in the flight that loads the deal. */
  async refuseBarred(tx: Transaction, id: string): Promise<void> {
    const sql = `SELECT p.status FROM deal_registration d JOIN partner_replica p ON p.id = d.partner_id WHERE d.id = $1`;
    const [partner] = await tx.read<{ status: string }>(sql, [id]);
    if (partner !== undefined) this.partners.refuseBarred(partner.status);
  }

  save(tx: Transaction, deal: DealRegistration): SavedDeal {
    return tx.save(dealRegistrations, deal);
  }

  /** What an approval will need, in the flight of the other reads. */
  prepare(tx: Transaction): Promise<Pipeline> {
    return this.openings.prepare(tx);
  }

  /** Where an approval will lead; in a flight of its own only if the partner has a lead in the customer. */
  opening(tx: Transaction, pipeline: Pipeline, { leadOpportunityId }: Claims): Promise<DealOpening> {
    return this.openings.opening(tx, pipeline, leadOpportunityId);
  }

  /** Saves what was submitted or decided: an approval with its protection and its opportunity, a hold with the record of its rivals. */
  saveDecided(tx: Transaction, deal: DealRegistration, opening: DealOpening): SavedDeal {
    const saved = this.saveUndecided(tx, deal);
    const { id, status, opportunityId } = saved;
    if (status === 'approved' && opportunityId !== null) {
      this.conflicts.protect(tx, id);
      this.openings.openFor(tx, { ...saved, opportunityId }, opening);
    }
    return saved;
  }

  /** Saves what waits for a decision, a hold with the record of its rivals. */
  saveUndecided(tx: Transaction, deal: DealRegistration): SavedDeal {
    const saved = this.save(tx, deal);
    if (saved.status === 'conflict_hold') this.conflicts.record(tx, saved.id, this.clock.now());
    return saved;
  }

  /** Saves an award over the vendor's own pursuit, which goes on as the registration's opportunity. */
  async saveLinked(tx: Transaction, deal: DealRegistration, opportunityId: string): Promise<SavedDeal> {
    const saved = this.save(tx, deal);
    this.conflicts.protect(tx, saved.id);
    await this.openings.link(tx, opportunityId, { ...saved, opportunityId });
    return saved;
  }

  /** Saves a registration whose protection goes on. */
  saveRenewed(tx: Transaction, deal: DealRegistration): SavedDeal {
    const saved = this.save(tx, deal);
    this.conflicts.renew(tx, saved.id);
    return saved;
  }

  /** Saves a registration whose protection is over. */
  saveEnded(tx: Transaction, deal: DealRegistration): SavedDeal {
    const saved = this.save(tx, deal);
    if (saved.protectedUntil !== null) this.conflicts.end(tx, saved.id, saved.protectedUntil);
    return saved;
  }

  /** Takes the opportunity where the registration has gone. */
  lead(tx: Transaction, deal: DealRegistration, opportunity: MovingOpportunity | null, reason: string): void {
    if (opportunity === null) return;
    this.opportunities.follow(tx, opportunity, opportunityOutcome(deal.state.status), reason);
  }

  /** Does what time has made due: escalates a late decision, warns of the end of the protection, ends it. */
  keepTime(id: string, actor: Actor): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const deal = await this.loadDue(tx, id);
      if (deal === null) return;
      const now = this.clock.now();
      deal.escalate(now);
      deal.expire(now);
      deal.warn(now);
      this.save(tx, deal);
    });
  }
}
