import type { Role } from '@tributary/kernel';

/** The companies that partner personas belong to, until the demo binds them to real ones. */
export const unboundPartners = {
  distributor: '00000000-0000-7000-8000-00000000d157',
  reseller: '00000000-0000-7000-8000-000000005e11',
  rival: '00000000-0000-7000-8000-000000004174',
} as const;

export type PersonaPartner = keyof typeof unboundPartners;

export interface Persona {
  readonly persona: string;
  readonly description: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly partner?: PersonaPartner;
  /** Limited to the territories of the binding. */
  readonly territorial?: true;
  readonly scopes?: readonly string[];
}

const readAndWrite = [
  'products',
  'prices',
  'accounts',
  'leads',
  'deals',
  'opportunities',
  'warranty-terms',
  'assets',
  'service-requests',
];
const readOnly = [
  'certifications',
  'scorecards',
  'entitlements',
  'partners',
  'applications',
  'agreements',
  'onboarding',
  'rewards',
  'territories',
  'maturity',
];
const integration = [
  ...readAndWrite.flatMap((resource) => [`${resource}:read`, `${resource}:write`]),
  ...readOnly.map((resource) => `${resource}:read`),
];

/** Who can be played in development. */
export const personas: readonly Persona[] = [
  {
    persona: 'vendor-admin',
    name: 'Vendor administrator',
    description: 'Administrator of the vendor',
    roles: ['admin'],
  },
  {
    persona: 'channel-manager',
    name: 'Channel manager',
    description: 'Channel manager of the vendor, limited to territories',
    roles: ['channel_manager'],
    territorial: true,
  },
  { persona: 'deal-desk', name: 'Deal desk', description: 'Deal desk of the vendor', roles: ['deal_desk'] },
  { persona: 'finance', name: 'Finance', description: 'Finance of the vendor', roles: ['finance'] },
  { persona: 'support', name: 'Support', description: 'Support of the vendor', roles: ['support'] },
  {
    persona: 'distributor-user',
    name: 'Distributor user',
    description: 'User of a distributor',
    roles: ['partner_admin', 'sales'],
    partner: 'distributor',
  },
  {
    persona: 'reseller-admin',
    name: 'Reseller administrator',
    description: 'Administrator of a reseller',
    roles: ['partner_admin'],
    partner: 'reseller',
  },
  {
    persona: 'reseller-sales',
    name: 'Reseller sales',
    description: 'Sales of the same reseller',
    roles: ['sales'],
    partner: 'reseller',
  },
  {
    persona: 'rival-sales',
    name: 'Rival sales',
    description: 'Sales of a second reseller',
    roles: ['sales'],
    partner: 'rival',
  },
  {
    persona: 'crm-service',
    name: 'CRM',
    description: 'Service account of the CRM: scopes instead of roles',
    roles: [],
    scopes: integration,
  },
];

/** What the demo tells about the companies and territories behind the personas. */
export interface Bindings {
  readonly partners: Partial<Record<PersonaPartner, string>>;
  readonly territories: readonly string[];
}

export const noBindings: Bindings = { partners: {}, territories: [] };

/** The claims of a persona's token; `partnerId` re-binds a partner persona to another partner. */
export function claimsOf(persona: Persona, bindings: Bindings, partnerId?: string): Record<string, unknown> {
  const partner =
    persona.partner === undefined
      ? undefined
      : (partnerId ?? bindings.partners[persona.partner] ?? unboundPartners[persona.partner]);
  return {
    name: persona.name,
    roles: persona.roles,
    ...(partner === undefined ? {} : { partner_id: partner }),
    ...(persona.territorial === undefined ? {} : { territories: bindings.territories }),
    ...(persona.scopes === undefined ? {} : { scope: persona.scopes.join(' ') }),
  };
}
