import { createHash } from 'node:crypto';
import { UnitOfWork } from '@tributary/persistence';
import type { TestService } from '@tributary/testing';
import type { BroughtDeal } from '../src/deal-details/deal-details.service.js';
import {
  DealAppealService,
  DealAwardService,
  DealCheckService,
  DealClosingService,
  DealDecisionService,
  DealExtensionService,
  DealRegistrationService,
  DealSubmissionService,
  OpportunityClosingService,
  OpportunityPursuitService,
} from '../src/index.js';
import { stated } from './deals.js';

/** The use cases of a service, without HTTP. */
export function commandsOf(service: TestService) {
  const get = <T>(type: new (...given: never[]) => T): T => service.running.app.get(type, { strict: false });
  return {
    unitOfWork: get<UnitOfWork>(UnitOfWork),
    submissions: get(DealSubmissionService),
    checks: get(DealCheckService),
    deals: get(DealRegistrationService),
    decisions: get(DealDecisionService),
    appeals: get(DealAppealService),
    awards: get(DealAwardService),
    extensions: get(DealExtensionService),
    closing: get(DealClosingService),
    opportunityClosing: get(OpportunityClosingService),
    pursuit: get(OpportunityPursuitService),
  };
}
export type Commands = ReturnType<typeof commandsOf>;

let customers = 0;

/** A deal with a customer of its own, brought in by its partner; 60,000 is above a gold partner's ceiling. */
export function brought(amount = '20000.00'): BroughtDeal {
  customers += 1;
  // A digest has letters enough for names that no trigram confuses.
  const name = createHash('md5').update(String(customers)).digest('hex');
  const deal = stated();
  const lines = deal.lines.map((line) => ({ ...line, value: { amount, currency: 'USD' } }));
  const customer = { ...deal.customer, name, domain: `c${customers}.com` };
  return { partnerId: null, programId: null, deal: { ...deal, lines, customer } };
}
