export const serviceNames = [
  'partner-lifecycle',
  'presales',
  'sales',
  'post-sales',
  'maturity-assessment',
  'gateway',
] as const;

/** The services of Tributary; the word stands in topics, event types, database and role names. */
export type ServiceName = (typeof serviceNames)[number];

/** Systems of the vendor's whose events we take in and never publish. */
export const outsideSystems = ['erp'] as const;
export type OutsideSystem = (typeof outsideSystems)[number];

/** True for what another system publishes and we take in. */
export function isInbound({ service }: { readonly service: ServiceName | OutsideSystem }): boolean {
  return (outsideSystems as readonly string[]).includes(service);
}
