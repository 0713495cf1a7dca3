import { Aggregate, RuleViolation } from '@tributary/kernel';

export const relationKinds = ['sold_by', 'serviced_by'] as const;

export interface AccountRelationState {
  readonly id: string;
  readonly accountId: string;
  readonly partnerId: string;
  readonly kind: (typeof relationKinds)[number];
  readonly validFrom: string;
  /** Last day; null is without end. */
  readonly validUntil: string | null;
}

export type AccountRelationEvent =
  { readonly type: 'AccountRelated' } | { readonly type: 'AccountRelationEnded'; readonly reason: string | null };

/** A partner sells to or services an account. As long as the relation holds, the partner may see the account. */
export class AccountRelation extends Aggregate<AccountRelationState, AccountRelationEvent> {
  static relate(state: AccountRelationState): AccountRelation {
    const relation = new AccountRelation(state);
    relation.refuseEmpty(state.validUntil);
    relation.apply({}, { type: 'AccountRelated' });
    return relation;
  }

  end(lastDay: string, reason: string | null): void {
    this.refuseEmpty(lastDay);
    if (this.state.validUntil !== null && this.state.validUntil <= lastDay) {
      throw new RuleViolation('ALREADY_ENDED', 'The relation ends before that day already.');
    }
    this.apply({ validUntil: lastDay }, { type: 'AccountRelationEnded', reason });
  }

  private refuseEmpty(lastDay: string | null): void {
    if (lastDay !== null && lastDay < this.state.validFrom) {
      throw new RuleViolation('PERIOD_EMPTY', 'A relation must begin before it ends.');
    }
  }
}
