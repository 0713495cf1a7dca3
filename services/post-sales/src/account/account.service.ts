import { Injectable } from '@nestjs/common';
import type { AccountV1 } from '@tributary/contracts';
import { NotYetKnown, systemActor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';

const keepAccount = `
  INSERT INTO account_replica AS known (id, sequence, number, legal_name, country) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, number = excluded.number, legal_name = excluded.legal_name, country = excluded.country
  WHERE known.sequence < excluded.sequence`;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const named = `
  SELECT a.id, a.number FROM account_replica a WHERE a.id = ANY ($1::uuid[])
  UNION SELECT a.id, a.number FROM account_replica a WHERE a.number = ANY ($2::text[])`;

/** What post-sales knows of end customers; presales owns them. */
@Injectable()
export class AccountService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Asked in the flight of what the command reads. */
  async mustBeKnown(tx: Transaction, ids: readonly (string | null | undefined)[]): Promise<void> {
    const named = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
    if (named.length === 0) return;
    const known = await tx.read('SELECT id FROM account_replica WHERE id = ANY ($1::uuid[])', [named]);
    if (known.length < named.length) throw new NotYetKnown('account');
  }

  /** Ids of accounts by id or number, in the flight of what the command reads; null for what is neither. */
  async lookup(tx: Transaction, said: readonly string[]): Promise<(said: string) => string | null> {
    const asked = [...new Set(said)];
    if (asked.length === 0) return () => null;
    const known = await tx.read<{ id: string; number: string | null }>(named, [
      asked.filter((each) => uuid.test(each)),
      asked.filter((each) => !uuid.test(each)),
    ]);
    const ids = new Map(known.flatMap(({ id, number }) => [[id, id] as const, [number, id] as const]));
    return (each) => ids.get(uuid.test(each) ? each.toLowerCase() : each) ?? null;
  }

  keep(account: AccountV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('post-sales'), async (tx) => {
      const { id, number, legalName, country } = account;
      tx.execute(keepAccount, [id, sequence, number, legalName, country]);
    });
  }
}
