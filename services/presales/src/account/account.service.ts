import { Injectable } from '@nestjs/common';
import { Conflict, Ids, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { Account, type AccountProfile, type AccountState, type NewAccount } from './account.js';
import { accounts } from './account.schema.js';

const lineageOf = `WITH RECURSIVE above AS (
  SELECT id, parent_account_id, 1 AS step FROM account WHERE id = $1
  UNION ALL SELECT a.id, a.parent_account_id, above.step + 1 FROM account a JOIN above ON a.id = above.parent_account_id WHERE above.step < 50
) SELECT id FROM above`;

/**
 * Whoever moves an account holds the whole tree, and takes it before any row: the guard of the hierarchy takes it anyway, and two who
 * came by different ways (an import holds many rows) would wait for each other.
 */
export const holdAccountTree = `SELECT pg_advisory_xact_lock(hashtext('account_hierarchy'))`;

export interface Upserted {
  readonly account: Saved<AccountState>;
  readonly created: boolean;
}

@Injectable()
export class AccountService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
  ) {}

  create(actor: Actor, profile: NewAccount): Promise<Saved<AccountState>> {
    return this.unitOfWork.run(actor, (tx) => this.add(tx, profile));
  }

  update(actor: Actor, id: string, change: Partial<AccountProfile>): Promise<Saved<AccountState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [lineage, account] = await Promise.all([this.lineage(tx, change.parentAccountId), tx.load(accounts, id)]);
      account.update(change, lineage);
      return tx.save(accounts, account);
    });
  }

  /** Creates the account that this system knows by this id, or changes what is given; what is left out stays as it is. */
  async upsert(actor: Actor, system: string, externalId: string, profile: NewAccount): Promise<Upserted> {
    const put = () => this.unitOfWork.run(actor, (tx) => this.put(tx, system, externalId, profile));
    try {
      return await put();
    } catch (error) {
      // Somebody else created it meanwhile: now it is there to be changed.
      if (error instanceof Conflict && error.code === 'EXTERNAL_ID_TAKEN') return put();
      throw error;
    }
  }

  private async put(tx: Transaction, system: string, id: string, profile: NewAccount): Promise<Upserted> {
    const [known] = await tx.read<{ account_id: string }>(
      'SELECT account_id FROM account_external_id WHERE system = $1 AND external_id = $2',
      [system, id],
    );
    const named = (others: AccountProfile['externalIds']) => [...others, { system, id }];
    if (known === undefined) {
      const account = await this.add(tx, { ...profile, externalIds: named(profile.externalIds ?? []) });
      return { account, created: true };
    }
    const [lineage, account] = await Promise.all([
      this.lineage(tx, profile.parentAccountId),
      tx.load(accounts, known.account_id),
    ]);
    const externalIds = profile.externalIds === undefined ? {} : { externalIds: named(profile.externalIds) };
    account.update({ ...profile, ...externalIds }, lineage);
    return { account: tx.save(accounts, account), created: false };
  }

  private async add(tx: Transaction, profile: NewAccount): Promise<Saved<AccountState>> {
    const [lineage] = await Promise.all([this.lineage(tx, profile.parentAccountId), tx.number(accounts)]);
    return tx.save(accounts, Account.create(this.ids.next(), profile, lineage));
  }

  private async lineage(tx: Transaction, parentId: string | null | undefined): Promise<string[]> {
    if (parentId === null || parentId === undefined) return [];
    const [, lineage] = await Promise.all([tx.read(holdAccountTree), tx.read<{ id: string }>(lineageOf, [parentId])]);
    return lineage.map(({ id }) => id);
  }
}
