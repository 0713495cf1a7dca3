import {
  opportunityCreatedV1,
  opportunityImportedV1,
  opportunityLinkedV1,
  opportunityLostV1,
  opportunityRevisedV1,
  opportunityStageChangedV1,
  opportunityWonV1,
  type OpportunityV1,
  type PublishedEvent,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { OpportunityState } from './opportunity-state.js';
import type { OpportunityEvent } from './opportunity.js';

export function toPublished(opportunity: Saved<OpportunityState>, event: OpportunityEvent): readonly PublishedEvent[] {
  const { id } = opportunity;
  switch (event.type) {
    case 'OpportunityCreated':
      return [opportunityCreatedV1.of(id, { opportunity: publicState(opportunity) })];
    case 'OpportunityImported': {
      const { system, importedBy } = event;
      return [opportunityImportedV1.of(id, { opportunity: publicState(opportunity), system, importedBy })];
    }
    case 'OpportunityRevised':
      return [opportunityRevisedV1.of(id, { opportunity: publicState(opportunity), revisedBy: event.revisedBy })];
    case 'OpportunityLinked':
    case 'OpportunityLeadLinked':
      return [opportunityLinkedV1.of(id, { opportunity: publicState(opportunity), linkedBy: event.linkedBy })];
    case 'OpportunityStageChanged': {
      const { from, to, changedBy } = event;
      return [opportunityStageChangedV1.of(id, { opportunity: publicState(opportunity), from, to, changedBy })];
    }
    case 'OpportunityWon': {
      const { wonBy, wonAt } = event;
      return [opportunityWonV1.of(id, { opportunity: publicState(opportunity), wonBy, wonAt: wonAt.toISOString() })];
    }
    case 'OpportunityLost': {
      const { reason, lostBy, lostAt } = event;
      return [
        opportunityLostV1.of(id, {
          opportunity: publicState(opportunity),
          reason,
          lostBy,
          lostAt: lostAt.toISOString(),
        }),
      ];
    }
  }
}

function publicState(opportunity: Saved<OpportunityState>): OpportunityV1 {
  const { accountId, name, country, domain, registrationNumber, segment, user } = opportunity.customer;
  const { distributorId, hiddenFromDistributor } = opportunity;
  const parties = hiddenFromDistributor
    ? opportunity.parties.filter(({ partnerId }) => partnerId !== distributorId)
    : opportunity.parties;
  return {
    id: opportunity.id,
    number: opportunity.number ?? '',
    name: opportunity.name,
    source: opportunity.source,
    dealRegistrationId: opportunity.dealRegistrationId,
    leadId: opportunity.leadId,
    status: opportunity.status,
    customer: { accountId, name, country, domain, registrationNumber, segment, user },
    parties: parties.map(({ partnerId, role, split }) => ({ partnerId, role, split })),
    value: opportunity.value,
    lines: opportunity.lines.map(({ sku, family, quantity, value }) => ({ sku, family, quantity, value })),
    expectedCloseOn: opportunity.expectedCloseOn,
    pipeline: opportunity.pipeline,
    stage: opportunity.stage,
    forecastCategory: opportunity.forecastCategory,
    openedAt: opportunity.openedAt.toISOString(),
    closedAt: opportunity.closedAt?.toISOString() ?? null,
    externalIds: opportunity.externalIds.map(({ system, id }) => ({ system, id })),
  };
}
