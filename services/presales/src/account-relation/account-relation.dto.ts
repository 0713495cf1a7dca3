import { Day, ListQuery, OneOf, Representation, Text, Uuid } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import { relationKinds, type AccountRelationState } from './account-relation.js';

export class NewAccountRelationDto {
  @Uuid()
  readonly partnerId: string;

  @OneOf(relationKinds)
  readonly kind: AccountRelationState['kind'];

  @Day({ optional: true, description: 'First day; today unless told' })
  readonly validFrom?: string;

  @Day({ optional: true, nullable: true, example: null, description: 'Last day' })
  readonly validUntil?: string | null;
}

export class EndedRelationDto {
  @Day({ optional: true, description: 'Today unless told' })
  readonly lastDay?: string;

  @Text({ max: 400, optional: true, nullable: true, example: 'The partner was terminated' })
  readonly reason?: string | null;
}

export class AccountRelationDto extends Representation {
  @Uuid()
  readonly accountId: string;

  @Uuid()
  readonly partnerId: string;

  @OneOf(relationKinds)
  readonly kind: AccountRelationState['kind'];

  @Day()
  readonly validFrom: string;

  @Day({ nullable: true, example: null })
  readonly validUntil: string | null;
}

export class AccountRelationsQuery extends ListQuery {
  @OneOf(relationKinds, { optional: true })
  readonly kind?: AccountRelationState['kind'];

  @Uuid({ optional: true })
  readonly partnerId?: string;
}

export function relationOf(row: Saved<AccountRelationState>): AccountRelationDto {
  const { id, version, createdAt, updatedAt, accountId, partnerId, kind, validFrom, validUntil } = row;
  return { id, version, createdAt, updatedAt, accountId, partnerId, kind, validFrom, validUntil };
}
