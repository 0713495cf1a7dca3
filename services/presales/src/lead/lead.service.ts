import { Injectable } from '@nestjs/common';
import { Clock, NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { LeadRoutingService } from '../lead-routing/lead-routing.service.js';
import { RoutingGroundService } from '../lead-routing/routing-ground.service.js';
import { PartnerService } from '../partner/partner.service.js';
import type { DisqualifyCode, LeadState } from './lead-state.js';
import { leads } from './lead.schema.js';
import type { Lead } from './lead.js';

type SavedLead = Saved<LeadState>;

@Injectable()
export class LeadService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly routing: LeadRoutingService,
    private readonly ground: RoutingGroundService,
    private readonly partners: PartnerService,
    private readonly clock: Clock,
  ) {}

  /** A channel manager of other territories finds nothing. */
  async load(tx: Transaction, id: string): Promise<Lead> {
    const lead = await tx.load(leads, id);
    const territories = territoriesOf(tx.actor);
    if (territories !== null && !territories.includes(lead.state.territory ?? '')) throw new NotFound(leads.noun);
    return lead;
  }

  save(tx: Transaction, lead: Lead): SavedLead {
    return tx.save(leads, lead);
  }

  /** Qualified, it goes to the first partner in the same breath. */
  qualify(id: string, actor: Actor): Promise<SavedLead> {
    return this.routed(id, actor, (lead, now) => lead.qualify(actor.subject, now));
  }

  /** Once more from the beginning, after it came back to the vendor. */
  route(id: string, actor: Actor): Promise<SavedLead> {
    return this.routed(id, actor, (lead, now) => lead.startOver(now));
  }

  offer(id: string, partnerId: string, actor: Actor): Promise<SavedLead> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [ground, lead] = await Promise.all([
        this.ground.of(tx, id),
        this.load(tx, id),
        this.partners.refuseInactive(tx, partnerId),
      ]);
      lead.startOver(this.clock.now());
      this.routing.offerByChoice(tx, lead, partnerId, ground);
      return this.save(tx, lead);
    });
  }

  disqualify(id: string, code: DisqualifyCode, reason: string | null, actor: Actor): Promise<SavedLead> {
    const by = { subject: actor.subject, partnerId: actor.partnerId ?? null };
    return this.act(id, actor, (lead, now) => lead.disqualify(code, reason, by, now));
  }

  recycle(id: string, reason: string, actor: Actor): Promise<SavedLead> {
    return this.act(id, actor, (lead, now) => lead.recycle(reason, now));
  }

  recall(id: string, reason: string, actor: Actor): Promise<SavedLead> {
    return this.act(id, actor, (lead, now) => lead.recall(reason, now));
  }

  /** A partner looks at what it is offered; the first time is kept. One that is suspended may still look. */
  open(id: string, actor: Actor): Promise<SavedLead> {
    return this.unitOfWork.run(actor, async (tx) => {
      const lead = await this.load(tx, id);
      lead.open(actor.partnerId ?? '', this.clock.now());
      return this.save(tx, lead);
    });
  }

  /** What is due now: a reminder, the end of an offer, the next partner. */
  keepTime(id: string, actor: Actor): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [ground, lead] = await Promise.all([this.ground.of(tx, id), tx.loadDue(leads, id)]);
      if (lead === null) return;
      const now = this.clock.now();
      lead.keepTime(now);
      const { routeDueAt } = lead.state;
      if (routeDueAt !== null && routeDueAt <= now) this.routing.carryOut(tx, lead, ground);
      this.save(tx, lead);
    });
  }

  private routed(id: string, actor: Actor, verb: (lead: Lead, now: Date) => void): Promise<SavedLead> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [ground, lead] = await Promise.all([this.ground.of(tx, id), this.load(tx, id)]);
      verb(lead, this.clock.now());
      this.routing.carryOut(tx, lead, ground);
      return this.save(tx, lead);
    });
  }

  private act(id: string, actor: Actor, verb: (lead: Lead, now: Date) => void): Promise<SavedLead> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [lead] = await Promise.all([this.load(tx, id), this.partners.refuseBarred(tx, actor.partnerId)]);
      verb(lead, this.clock.now());
      return this.save(tx, lead);
    });
  }
}
