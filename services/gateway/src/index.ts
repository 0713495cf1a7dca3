export { TerminatedPartners } from './access/terminated-partners.js';
export { DenialRecord, type RecordedDenial } from './access/denial-record.js';
export { DevelopmentIssuer, type DevelopmentIssuerOptions } from './development-issuer/development-issuer.js';
export { personas, type Bindings, type Persona, type PersonaPartner } from './development-issuer/personas.js';
export { mergedDocument } from './documents/documents.plugin.js';
export { gatewayErrors } from './error-catalog.js';
export { createGateway, usualRules, type Gateway, type GatewayOptions, type GatewayRules } from './gateway.server.js';
export { RouteFault, RouteTable } from './routing/route-table.js';
export type { Upstream } from './routing/upstream.js';
