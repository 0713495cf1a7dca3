export * from './async-api.js';
export * from './catalog.js';
export * from './envelope.js';
export {
  ContractBreach,
  defineEvent,
  defineInbound,
  largestData,
  type Audience,
  type EventDefinition,
  type PublishedEvent,
} from './event.js';
export * from './json-schema.js';
export { asProducer } from './vocabulary.js';
export { MalformedEvent } from './malformed-event.js';
export { parseCloudEvent, parseEvent, type MessageHeaders } from './parse-event.js';
export * from './topic.js';
export type { Forgotten, Open, ParsedEvent, TributaryEvent, UnknownEvent } from './tributary-event.js';
export * from './service-name.js';
export * from './maturity-assessment/maturity-assessment.events.js';
export * from './partner-lifecycle/agreement.events.js';
export * from './partner-lifecycle/certification.events.js';
export * from './partner-lifecycle/onboarding-plan.events.js';
export * from './partner-lifecycle/partner-application.events.js';
export * from './partner-lifecycle/partner-evaluation.events.js';
export * from './partner-lifecycle/partner.events.js';
export * from './partner-lifecycle/reward-account.events.js';
export * from './partner-lifecycle/territory.events.js';
export * from './erp/order.events.js';
export * from './post-sales/asset.events.js';
export * from './post-sales/service-request.events.js';
export * from './presales/account.events.js';
export * from './presales/lead.events.js';
export * from './presales/price-book.events.js';
export * from './presales/product-family.events.js';
export * from './presales/product.events.js';
export * from './sales/deal.js';
export * from './sales/deal-appeal.events.js';
export * from './sales/deal-check.events.js';
export * from './sales/deal-registration.events.js';
export * from './sales/opportunity.events.js';
