import { Aggregate, InvalidTransition, RuleViolation } from '@tributary/kernel';

export const userRoles = ['partner_admin', 'sales', 'marketing', 'technician', 'learner'] as const;
export type UserRole = (typeof userRoles)[number];

export interface PartnerUserState {
  readonly id: string;
  readonly partnerId: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly UserRole[];
  readonly status: 'invited' | 'active' | 'deactivated';
  readonly invitedBy: string;
  /** Who the person is at the identity provider, once it is known. */
  readonly subject: string | null;
}

export type PartnerUserEvent =
  | { readonly type: 'PartnerUserInvited'; readonly invitedBy: string }
  | { readonly type: 'PartnerUserImported'; readonly importedBy: string }
  | { readonly type: 'PartnerUserJoined'; readonly subject: string }
  | { readonly type: 'PartnerUserRolesChanged'; readonly changedBy: string }
  | { readonly type: 'PartnerUserDeactivated'; readonly deactivatedBy: string; readonly reason: string };

/** A person who acts for a partner: invited, joined, deactivated when the person or the partner leaves. */
export class PartnerUser extends Aggregate<PartnerUserState, PartnerUserEvent> {
  static invite(
    user: Pick<PartnerUserState, 'id' | 'partnerId' | 'email' | 'name' | 'roles' | 'invitedBy'>,
  ): PartnerUser {
    const invited = new PartnerUser({ ...user, status: 'invited', subject: null });
    invited.apply({}, { type: 'PartnerUserInvited', invitedBy: user.invitedBy });
    return invited;
  }

  /** Brought over with the partner: active if the source knows who the person is at the identity provider. */
  static imported(
    user: Pick<PartnerUserState, 'id' | 'partnerId' | 'email' | 'name' | 'roles' | 'invitedBy' | 'subject'>,
  ): PartnerUser {
    const imported = new PartnerUser({ ...user, status: user.subject === null ? 'invited' : 'active' });
    imported.apply({}, { type: 'PartnerUserImported', importedBy: user.invitedBy });
    return imported;
  }

  join(subject: string): void {
    if (this.state.status !== 'invited') throw new InvalidTransition(this.state.status, next[this.state.status]);
    this.apply({ status: 'active', subject }, { type: 'PartnerUserJoined', subject });
  }

  changeRoles(roles: readonly UserRole[], changedBy: string): void {
    if (this.state.status === 'deactivated') throw new InvalidTransition('deactivated', []);
    this.apply({ roles }, { type: 'PartnerUserRolesChanged', changedBy });
  }

  deactivate(deactivatedBy: string, reason: string): void {
    if (this.state.status === 'deactivated') throw new InvalidTransition('deactivated', []);
    if (this.state.subject === deactivatedBy)
      throw new RuleViolation('NOT_YOURSELF', 'Nobody deactivates their own access.');
    this.apply({ status: 'deactivated' }, { type: 'PartnerUserDeactivated', deactivatedBy, reason });
  }
}

const next = { invited: ['active', 'deactivated'], active: ['deactivated'], deactivated: [] } as const;
