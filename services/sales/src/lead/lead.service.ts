import { Injectable } from '@nestjs/common';
import type { LeadV1 } from '@tributary/contracts';
import { Clock, systemActor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import type { CustomerIdentity } from '../customer/customer-identity.js';
import { CustomerService } from '../customer/customer.service.js';
import { DealConflictService, type StatedClaim } from '../deal-conflict/deal-conflict.service.js';
import { OpportunityOpeningService, type ConvertedLead } from '../opportunity/opportunity-opening.service.js';
import { PartnerService } from '../partner/partner.service.js';

// A lead that is none of these shields nobody.
const shielding: readonly string[] = ['accepted', 'working', 'converted'];

const keep = `SELECT keep_lead(ROW($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL)::lead_replica, $14)`;

/** What the leads of presales mean here: an accepted one shields its partner for its time, a converted one becomes an opportunity. */
@Injectable()
export class LeadService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly customers: CustomerService,
    private readonly partners: PartnerService,
    private readonly opportunities: OpportunityOpeningService,
    private readonly conflicts: DealConflictService,
  ) {}

  keep(lead: LeadV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      const { name, country, domain, registration, institution } = this.identify(lead);
      const until = shielding.includes(lead.status) ? lead.protectedUntil : null;
      const { id, number, status, partnerId, company, acceptedAt } = lead;
      tx.execute(keep, [
        ...[id, sequence, number, status, partnerId, company.name, acceptedAt, until, lead.families],
        // Behind an institution's domain sit many buyers: it keeps nobody else away, as with registrations.
        ...[country, name, institution ? null : domain, registration, this.clock.now()],
      ]);
    });
  }

  /** Shields what had to wait, as far as nobody else holds the customer now. */
  shield(id: string): Promise<void> {
    return this.unitOfWork.run(systemActor('lead-worker'), async (tx) => {
      await tx.read('SELECT shield_lead($1, $2)', [id, this.clock.now()]);
    });
  }

  /**
   * Opens the opportunity of a lead, once; the two have one id. If the partner has registered the same business already, the lead stands behind that
   * opportunity instead.
   */
  convert(lead: LeadV1, stated: Pick<ConvertedLead, 'name' | 'lines' | 'ownedBy'> & Stated): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      const { company, partnerId } = lead;
      const identity = this.identify(lead);
      const [isOpen, pipeline, partner, covering, registered] = await Promise.all([
        this.opportunities.isOpen(tx, lead.id),
        this.opportunities.prepare(tx),
        partnerId === null ? null : this.partners.known(tx, partnerId),
        this.partners.territoriesIn(tx, company.country),
        partnerId === null ? null : this.conflicts.registeredOpportunity(tx, claimOf(lead, partnerId, identity)),
      ]);
      if (isOpen) return;
      const linked =
        registered !== null && this.opportunities.linkLead(tx, registered, lead.id, stated.ownedBy ?? 'sales');
      if (await linked) return;
      const { name, country, domain, registration } = identity;
      const territory = partner === null ? (covering[0] ?? null) : this.partners.territoryFor(partner, country);
      const currency = stated.lines[0]?.value.currency ?? 'USD';
      this.opportunities.openFromLead(
        tx,
        {
          id: lead.id,
          number: lead.number,
          partnerId,
          territory,
          customer: { ...company, accountId: lead.accountId, segment: lead.segment, user: null },
          identity: { name, country, domain, registration },
          name: stated.name,
          lines: stated.lines,
          value: stated.value ?? lead.expectedValue ?? { amount: '0.00', currency },
          expectedCloseOn: stated.closeOn,
          ownedBy: stated.ownedBy,
        },
        pipeline,
      );
    });
  }

  private identify({ company }: LeadV1) {
    return this.customers.identify(company, null);
  }
}

function claimOf({ accountId, families }: LeadV1, partnerId: string, identity: CustomerIdentity): StatedClaim {
  return { partnerId, identity, accountId, project: null, lines: families.map((family) => ({ sku: null, family })) };
}

interface Stated {
  readonly value: ConvertedLead['value'] | null;
  readonly closeOn: string | null;
}
