import { Email, ListOf, ListQuery, OneOf, Representation, Text, Uuid } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import { userRoles, type PartnerUserState, type UserRole } from './partner-user.js';

const statuses = ['invited', 'active', 'deactivated'] as const;

export class PartnerUserListQuery extends ListQuery {
  @Uuid({ optional: true })
  readonly partnerId?: string;

  @OneOf(statuses, { optional: true })
  readonly status?: PartnerUserState['status'];
}

export class InviteUserDto {
  @Uuid({ optional: true, description: 'Needed from the vendor; a partner invites for itself' })
  readonly partnerId?: string;

  @Email({ example: 'sales@northwind.example' })
  readonly email: string;

  @Text({ max: 200, example: 'Sales person' })
  readonly name: string;

  @ListOf(userRoles, { min: 1, max: 5, example: ['sales'] })
  readonly roles: UserRole[];
}

export class ChangeRolesDto {
  @ListOf(userRoles, { min: 1, max: 5, example: ['sales', 'marketing'] })
  readonly roles: UserRole[];
}

export class DeactivateUserDto {
  @Text({ max: 400, example: 'Has left the company' })
  readonly reason: string;
}

export class PartnerUserDto extends Representation {
  @Uuid()
  readonly partnerId: string;

  @Email({ example: 'sales@northwind.example' })
  readonly email: string;

  @Text({ max: 200, example: 'Sales person' })
  readonly name: string;

  @ListOf(userRoles, { max: 5, example: ['sales'] })
  readonly roles: readonly UserRole[];

  @OneOf(statuses)
  readonly status: PartnerUserState['status'];

  @Text({ max: 200, example: 'reseller-admin' })
  readonly invitedBy: string;
}

export function userAnswer(row: Saved<PartnerUserState>): PartnerUserDto {
  const { number: _number, subject: _subject, ...user } = row;
  return user;
}
