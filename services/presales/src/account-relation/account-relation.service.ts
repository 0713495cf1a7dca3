import { Injectable } from '@nestjs/common';
import { Clock, Ids, NotFound, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved } from '@tributary/persistence';
import { AccountRelation, type AccountRelationState } from './account-relation.js';
import { accountRelations } from './account-relation.schema.js';

type NewRelation = Pick<AccountRelationState, 'partnerId' | 'kind' | 'validUntil'> & { readonly validFrom?: string };

@Injectable()
export class AccountRelationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  relate(actor: Actor, accountId: string, relation: NewRelation): Promise<Saved<AccountRelationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [account] = await tx.read<{ id: string }>('SELECT id FROM account WHERE id = $1', [accountId]);
      if (account === undefined) throw new NotFound('account');
      return this.relateKnown(actor, accountId, relation);
    });
  }

  /** As `relate`, of an account that the caller's transaction has read or created. */
  relateKnown(actor: Actor, accountId: string, relation: NewRelation): Promise<Saved<AccountRelationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const validFrom = relation.validFrom ?? this.today();
      return tx.save(
        accountRelations,
        AccountRelation.relate({ ...relation, validFrom, id: this.ids.next(), accountId }),
      );
    });
  }

  end(
    actor: Actor,
    accountId: string,
    id: string,
    lastDay: string | undefined,
    reason: string | null,
  ): Promise<Saved<AccountRelationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const relation = await tx.load(accountRelations, id);
      if (relation.state.accountId !== accountId) throw new NotFound('relation');
      relation.end(lastDay ?? this.today(), reason);
      return tx.save(accountRelations, relation);
    });
  }

  private today(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }
}
