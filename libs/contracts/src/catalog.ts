import * as order from './erp/order.events.js';
import type { EventDefinition } from './event.js';
import * as maturityAssessment from './maturity-assessment/maturity-assessment.events.js';
import * as agreement from './partner-lifecycle/agreement.events.js';
import * as certification from './partner-lifecycle/certification.events.js';
import * as onboardingPlan from './partner-lifecycle/onboarding-plan.events.js';
import * as partnerApplication from './partner-lifecycle/partner-application.events.js';
import * as partnerEvaluation from './partner-lifecycle/partner-evaluation.events.js';
import * as partner from './partner-lifecycle/partner.events.js';
import * as rewardAccount from './partner-lifecycle/reward-account.events.js';
import * as territory from './partner-lifecycle/territory.events.js';
import * as asset from './post-sales/asset.events.js';
import * as serviceRequest from './post-sales/service-request.events.js';
import * as account from './presales/account.events.js';
import * as lead from './presales/lead.events.js';
import * as priceBook from './presales/price-book.events.js';
import * as productFamily from './presales/product-family.events.js';
import * as product from './presales/product.events.js';
import * as dealAppeal from './sales/deal-appeal.events.js';
import * as dealCheck from './sales/deal-check.events.js';
import * as dealRegistration from './sales/deal-registration.events.js';
import * as opportunity from './sales/opportunity.events.js';

function isDefinition(exported: unknown): exported is EventDefinition {
  return typeof exported === 'object' && exported !== null && 'stateTopic' in exported;
}

const modules = [
  maturityAssessment,
  agreement,
  certification,
  onboardingPlan,
  partnerApplication,
  partnerEvaluation,
  partner,
  rewardAccount,
  territory,
  account,
  lead,
  priceBook,
  productFamily,
  product,
  dealAppeal,
  dealCheck,
  dealRegistration,
  opportunity,
  asset,
  serviceRequest,
  order,
] as const;

type ExportsOf<Module> = Module extends unknown ? Module[keyof Module] : never;

/** Any definition of the catalog, with its type and data told apart. */
export type CatalogDefinition = Extract<ExportsOf<(typeof modules)[number]>, { readonly stateTopic: string | null }>;

/** Every event of every service and those that we take in, in the order of their types. */
export const catalog: readonly EventDefinition[] = modules
  .flatMap((module): EventDefinition[] => Object.values<unknown>(module).filter(isDefinition))
  .sort((a, b) => (a.type < b.type ? -1 : 1));

const byType = new Map(catalog.map((definition) => [definition.type, definition]));

/** The definition behind an envelope's `type`; undefined for a type of a newer release. */
export function definitionOf(type: string): EventDefinition | undefined {
  return byType.get(type);
}
