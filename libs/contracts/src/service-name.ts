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
