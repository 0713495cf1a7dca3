import { Injectable } from '@nestjs/common';
import type { LeadV1 } from '@tributary/contracts';
import { Clock, systemActor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import { CustomerService } from '../customer/customer.service.js';
import { OpportunityOpeningService, type ConvertedLead } from '../opportunity/opportunity-opening.service.js';
import { PartnerService } from '../partner/partner.service.js';

// A lead that is none of these shields nobody.
const shielding: readonly string[] = ['accepted', 'working', 'converted'];

/** What the leads of presales mean here: an accepted one shields its partner for its time, a converted one becomes an opportunity. */
@Injectable()
export class LeadService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly customers: CustomerService,
    private readonly partners: PartnerService,
    private readonly opportunities: OpportunityOpeningService,
  ) {}

  keep(lead: LeadV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      const { name, country, domain, registration, institution } = this.identify(lead);
      const until = shielding.includes(lead.status) ? lead.protectedUntil : null;
      const { id, number, status, partnerId, company, acceptedAt } = lead;
      tx.execute('SELECT keep_lead(ROW($1, $2, $3, $4, $5, $6, $7, $8)::lead_replica, $9, $10, $11, $12, $13, $14)', [
        ...[id, sequence, number, status, partnerId, company.name, acceptedAt, until],
        // Behind an institution's domain sit many buyers: it keeps nobody else away, as with registrations.
        ...[this.clock.now(), lead.families, country, name, institution ? null : domain, registration],
      ]);
    });
  }

  /** Opens the opportunity of a lead, once; the two have one id. */
  convert(lead: LeadV1, stated: Pick<ConvertedLead, 'name' | 'lines' | 'ownedBy'> & Stated): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      const { company, partnerId } = lead;
      const [isOpen, pipeline, partner, covering] = await Promise.all([
        this.opportunities.exists(tx, lead.id),
        this.opportunities.prepare(tx),
        partnerId === null ? null : this.partners.known(tx, partnerId),
        this.partners.territoriesIn(tx, company.country),
      ]);
      if (isOpen) return;
      const { name, country, domain, registration } = this.identify(lead);
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

interface Stated {
  readonly value: ConvertedLead['value'] | null;
  readonly closeOn: string | null;
}
