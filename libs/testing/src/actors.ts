import type { Actor, Role } from '@tributary/kernel';

export function vendor(...roles: Role[]): Actor {
  return { subject: 'vendor-user', kind: 'vendor', roles: roles.length === 0 ? ['admin'] : roles, scopes: [] };
}

export function partner(partnerId: string, ...roles: Role[]): Actor {
  return {
    subject: `user-of-${partnerId}`,
    kind: 'partner',
    partnerId,
    roles: roles.length === 0 ? ['partner_admin'] : roles,
    scopes: [],
  };
}
