import { Injectable } from '@nestjs/common';
import type { RowOutcome } from '@tributary/http';
import { DomainError, Ids } from '@tributary/kernel';
import { rowFactsOf, type Transaction } from '@tributary/persistence';
import { Account } from './account.js';
import { AccountBatch } from './account-batch.js';
import { isReadable, readAccountRow, type AccountReading, type AccountRow } from './account-row.js';
import { accounts } from './account.schema.js';
import { holdAccountTree } from './account.service.js';

const awaitParent = `INSERT INTO account_awaited_parent (account_id, system, parent) VALUES ($1, $2, $3)
  ON CONFLICT (account_id) DO UPDATE SET system = excluded.system, parent = excluded.parent`;

@Injectable()
export class AccountImportService {
  constructor(private readonly ids: Ids) {}

  /** Accounts are told apart by our number or by system and external id. Parents may come later, in this file or another. */
  async apply(tx: Transaction, rows: readonly AccountRow[]): Promise<RowOutcome[]> {
    const readings = rows.map(readAccountRow);
    const good = readings.filter(isReadable);
    const batch = await this.open(tx, good);
    const outcomes = new Map<AccountReading, RowOutcome>();
    for (const reading of batch.parentsFirst(good)) outcomes.set(reading, this.put(tx, reading, batch));
    this.adopt(tx, batch);
    return readings.map((reading) =>
      isReadable(reading) ? outcomes.get(reading)! : { status: 'refused', errors: reading.errors },
    );
  }

  private async open(tx: Transaction, good: readonly AccountReading[]): Promise<AccountBatch> {
    const named = good.flatMap(({ system, externalId, parent, number }) => [
      { system, name: externalId },
      ...(parent === null ? [] : [{ system, name: parent }]),
      ...(number === null ? [] : [{ system, name: number }]),
    ]);
    // Files of one system one after the other: else a child could miss the parent that comes at the same time.
    const systems = [...new Set(good.map(({ system }) => system))].sort();
    await Promise.all(
      systems.map((system) => tx.read('SELECT pg_advisory_xact_lock(hashtext($1))', [`account import ${system}`])),
    );
    const known = await tx.read<{
      id: string;
      system: string;
      name: string;
      parent: string | null;
      is_number: boolean;
    }>(
      `WITH RECURSIVE named AS (
          SELECT e.account_id AS id, e.system, e.external_id AS name, false AS is_number
            FROM account_external_id e JOIN unnest($1::text[], $2::text[]) AS n(system, name) ON e.system = n.system AND e.external_id = n.name
          UNION SELECT a.id, '', a.number, true FROM account a WHERE a.number = ANY($2)
          UNION SELECT w.account_id, w.system, w.parent, NULL
            FROM account_awaited_parent w JOIN unnest($1::text[], $2::text[]) AS n(system, name) ON w.system = n.system AND w.parent = n.name
        ), above AS (
          SELECT a.id, a.parent_account_id AS parent FROM account a WHERE a.id IN (SELECT id FROM named)
          UNION SELECT a.id, a.parent_account_id FROM account a JOIN above ON a.id = above.parent
        ) SELECT above.id, named.system, named.name, named.is_number, above.parent FROM above LEFT JOIN named USING (id)`,
      [named.map(({ system }) => system), named.map(({ name }) => name)],
    );
    const batch = new AccountBatch();
    for (const row of known) batch.know(row);
    const toLoad = [
      ...new Set(good.flatMap((reading) => batch.idOf(reading) ?? []).concat(batch.waiting.map(({ id }) => id))),
    ];
    if (batch.waiting.length > 0 || good.some(({ parent }) => parent !== null)) await tx.read(holdAccountTree);
    const isNew = good.filter((reading) => batch.idOf(reading) === null);
    const [loaded] = await Promise.all([
      Promise.all(toLoad.sort().map((id) => tx.load(accounts, id))),
      Promise.all(isNew.map(() => tx.number(accounts))),
    ]);
    for (const account of loaded) batch.accounts.set(account.state.id, account);
    return batch;
  }

  private put(tx: Transaction, reading: AccountReading, batch: AccountBatch): RowOutcome {
    const { system, externalId, parent, profile } = reading;
    const parentId = parent === null ? null : batch.parentOf(reading);
    const place = parentId === null ? {} : { parentAccountId: parentId };
    const knownId = batch.idOf(reading);
    const account = knownId === null ? null : batch.accounts.get(knownId)!;
    const before = account === null ? undefined : rowFactsOf(account)?.version;
    try {
      const saved =
        account === null
          ? Account.create(
              this.ids.next(),
              { ...profile, ...place, externalIds: [{ system, id: externalId }] },
              batch.lineage(parentId),
            )
          : account;
      if (account !== null) account.update({ ...profile, ...place }, batch.lineage(parentId));
      const { id, version } = tx.save(accounts, saved);
      batch.remember(reading, saved);
      const awaits = parent !== null && parentId === null;
      if (awaits) tx.execute(awaitParent, [id, system, parent]);
      const mended = [
        ...reading.mended,
        ...(awaits ? [`parent: "${parent}" is not known yet and will be set when it comes`] : []),
      ];
      const status =
        version === before ? 'unchanged' : mended.length > 0 ? 'mended' : before === undefined ? 'created' : 'updated';
      return { status, id, ...(mended.length > 0 ? { mended } : {}) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { status: 'refused', errors: [{ pointer: '', code: error.code, detail: error.message }] };
    }
  }

  /** Puts those that waited for a parent of this batch below it. */
  private adopt(tx: Transaction, batch: AccountBatch): void {
    for (const { id, system, parent } of batch.waiting) {
      const parentId = batch.named(system, parent);
      const child = batch.accounts.get(id);
      if (parentId === null || child === undefined) continue;
      const lineage = batch.lineage(parentId);
      if (child.state.parentAccountId === null && !lineage.includes(id)) {
        child.update({ parentAccountId: parentId }, lineage);
        tx.save(accounts, child);
        batch.moved(id, parentId);
      }
      tx.execute('DELETE FROM account_awaited_parent WHERE account_id = $1', [id]);
    }
  }
}
