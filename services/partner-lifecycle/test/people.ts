import type { Actor, Role } from '@tributary/kernel';

export function vendorUser(subject: string, ...roles: Role[]): Actor {
  return { subject, kind: 'vendor', roles, scopes: [] };
}

export const admin = vendorUser('root', 'admin');
export const manager = vendorUser('manager', 'admin', 'channel_manager');
export const second = vendorUser('second', 'deal_desk');
export const finance = vendorUser('finance', 'finance');
export const compliance = vendorUser('compliance', 'compliance');
export const readonlyUser = vendorUser('auditor', 'readonly');

export function partnerUser(partnerId: string, ...roles: Role[]): Actor {
  return {
    subject: `user-of-${partnerId.slice(-6)}`,
    kind: 'partner',
    partnerId,
    roles: roles.length === 0 ? ['partner_admin'] : roles,
    scopes: [],
  };
}
