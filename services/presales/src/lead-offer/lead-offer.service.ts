import { Injectable } from '@nestjs/common';
import { Clock, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { RoutingGroundService } from '../lead-routing/routing-ground.service.js';
import type { Acceptance, Answering, LeadState } from '../lead/lead-state.js';
import { LeadService } from '../lead/lead.service.js';
import type { Lead } from '../lead/lead.js';
import type { DeclineCode } from '../lead/offers.js';
import { PartnerService } from '../partner/partner.service.js';

const hoursToFirstContact = 8;

@Injectable()
export class LeadOfferService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leads: LeadService,
    private readonly ground: RoutingGroundService,
    private readonly partners: PartnerService,
    private readonly clock: Clock,
  ) {}

  accept(id: string, terms: Omit<Acceptance, 'contactDueAt'>, actor: Actor): Promise<Saved<LeadState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [lead, calendar] = await Promise.all([this.load(tx, id), this.ground.calendarOf(tx, id)]);
      const now = this.clock.now();
      const { daysEndAt } = lead.state;
      const firstContact = calendar.addBusinessMinutes(now, hoursToFirstContact * 60);
      const contactDueAt = daysEndAt !== null && daysEndAt > firstContact ? daysEndAt : firstContact;
      lead.accept(answering(actor), { ...terms, contactDueAt }, now);
      return this.leads.save(tx, lead);
    });
  }

  /** The next partner gets it within moments; who that is is not this partner's business. */
  decline(id: string, code: DeclineCode, reason: string | null, actor: Actor): Promise<Saved<LeadState>> {
    return this.act(id, actor, (lead, now) => lead.decline(answering(actor), code, reason, now));
  }

  startWork(id: string, actor: Actor): Promise<Saved<LeadState>> {
    return this.act(id, actor, (lead) => lead.startWork(answering(actor).partnerId));
  }

  private act(id: string, actor: Actor, verb: (lead: Lead, now: Date) => void): Promise<Saved<LeadState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const lead = await this.load(tx, id);
      verb(lead, this.clock.now());
      return this.leads.save(tx, lead);
    });
  }

  private async load(tx: Transaction, id: string): Promise<Lead> {
    const [lead] = await Promise.all([this.leads.load(tx, id), this.partners.refuseBarred(tx, tx.actor.partnerId)]);
    return lead;
  }
}

function answering({ partnerId = '', subject }: Actor): Answering {
  return { partnerId, subject };
}
