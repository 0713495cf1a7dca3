import { Injectable } from '@nestjs/common';
import { Clock, Conflict, Ids, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { LeadScoringService } from '../lead-scoring/lead-scoring.service.js';
import { PartnerService } from '../partner/partner.service.js';
import { contactKeys } from './contact-keys.js';
import { tidied } from './lead-facts.js';
import type { LeadFacts, LeadState, Touch } from './lead-state.js';
import { leads } from './lead.schema.js';
import { Lead } from './lead.js';
import { LeadService } from './lead.service.js';

export interface Captured {
  readonly lead: Saved<LeadState>;
  readonly merged: boolean;
}

interface Same {
  readonly id: string;
  /** Whether the actor may read it. */
  readonly shown: boolean;
}

const sameLead = `
  SELECT id, true AS shown FROM lead WHERE external_system = $3 AND external_id = $4
  UNION ALL SELECT id, shown FROM lead_like($1, $2) LIMIT 1`;

@Injectable()
export class LeadCaptureService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leads: LeadService,
    private readonly scoring: LeadScoringService,
    private readonly partners: PartnerService,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** A second capture of an open lead is refused with the id of the first, or recorded there if the vendor asks for it. */
  async capture(actor: Actor, facts: LeadFacts, onDuplicate: 'refuse' | 'merge'): Promise<Captured> {
    const put = (): Promise<Captured> =>
      this.unitOfWork.run(actor, (tx) =>
        this.put(tx, tidied(facts), onDuplicate === 'merge' && actor.kind !== 'partner'),
      );
    try {
      return await put();
    } catch (error) {
      // Somebody else brought the same at the same time: now it is there to be named or merged into.
      if (error instanceof Conflict && error.code === 'LEAD_DUPLICATE' && error.facts.extensions === undefined)
        return put();
      throw error;
    }
  }

  touch(id: string, touches: readonly Touch[], actor: Actor): Promise<Saved<LeadState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [lead, score] = await Promise.all([this.leads.load(tx, id), this.scoring.inForce(tx)]);
      lead.touch(touches, (facts) => score(facts, lead.state));
      return this.leads.save(tx, lead);
    });
  }

  private async put(tx: Transaction, facts: LeadFacts, mayMerge: boolean): Promise<Captured> {
    const { emailKey, personKey } = contactKeys(facts);
    const [[same], territories, score] = await Promise.all([
      tx.read<Same>(sameLead, [emailKey, personKey, facts.externalSystem, facts.externalId]),
      this.partners.territoriesOf(tx, [facts.company.country]),
      this.scoring.inForce(tx),
      tx.number(leads),
      this.partners.refuseBarred(tx, tx.actor.partnerId),
    ]);
    if (same !== undefined && !mayMerge) throw duplicateOf(same);
    if (same !== undefined) {
      const first = await this.leads.load(tx, same.id);
      first.merge(facts, (all) => score(all, first.state));
      return { lead: this.leads.save(tx, first), merged: true };
    }
    const territory = territories.get(facts.company.country);
    const place = { territory: territory?.code ?? null, contributedBy: tx.actor.partnerId ?? null };
    const beginning = { id: this.ids.next(), territoryId: territory?.id ?? null, ...place };
    const lead = Lead.capture(beginning, facts, score(facts, place), this.clock.now());
    return { lead: this.leads.save(tx, lead), merged: false };
  }
}

function duplicateOf({ id, shown }: Same): Conflict {
  const extensions = shown ? { leadId: id } : {};
  return new Conflict('LEAD_DUPLICATE', 'This interest is known already.', { extensions });
}
