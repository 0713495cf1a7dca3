export const vendorRoles = [
  'admin',
  'channel_manager',
  'partner_marketing',
  'deal_desk',
  'finance',
  'support',
  'compliance',
  'readonly',
] as const;
export const partnerRoles = ['partner_admin', 'sales', 'marketing', 'technician', 'learner'] as const;
export type Role = (typeof vendorRoles)[number] | (typeof partnerRoles)[number];

/** Who acts. `partnerId` is set exactly for kind `partner`; `territories` narrows a channel manager; `scopes` are an integrator's rights. */
export interface Actor {
  readonly subject: string;
  readonly kind: 'vendor' | 'partner' | 'system';
  readonly roles: readonly Role[];
  readonly partnerId?: string;
  readonly territories?: readonly string[];
  readonly scopes: readonly string[];
}

/** Workers, consumers and the seed. Never comes from a token. */
export function systemActor(subject: string): Actor {
  return { subject, kind: 'system', roles: [], scopes: [] };
}

const seesEverything: readonly Role[] = [
  'admin',
  'deal_desk',
  'finance',
  'support',
  'compliance',
  'readonly',
  'partner_marketing',
];

/** The territories that a channel manager is limited to; null for everybody who sees all of them. */
export function territoriesOf(actor: Actor): readonly string[] | null {
  if (actor.kind !== 'vendor' || !actor.roles.includes('channel_manager')) return null;
  return actor.roles.some((role) => seesEverything.includes(role)) ? null : (actor.territories ?? []);
}
