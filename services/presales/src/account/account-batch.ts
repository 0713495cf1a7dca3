import type { Account } from './account.js';
import type { AccountReading } from './account-row.js';

/** What the database answers about a name: `is_number` is null where the account waits for the named one as its parent. */
interface KnownRow {
  readonly id: string;
  readonly system: string | null;
  readonly name: string | null;
  readonly parent: string | null;
  readonly is_number: boolean | null;
}

/** The accounts around the lines of one batch: whom they name, who stands above whom, who waits for whom. */
export class AccountBatch {
  readonly accounts = new Map<string, Account>();
  readonly waiting: { readonly id: string; readonly system: string; readonly parent: string }[] = [];
  readonly #names = new Map<string, string>();
  readonly #numbers = new Map<string, string>();
  readonly #parents = new Map<string, string | null>();

  know({ id, system, name, parent, is_number: isNumber }: KnownRow): void {
    this.#parents.set(id, parent);
    if (system === null || name === null) return;
    if (isNumber === true) this.#numbers.set(name, id);
    else if (isNumber === false) this.#names.set(key(system, name), id);
    else this.waiting.push({ id, system, parent: name });
  }

  idOf({ number, system, externalId }: AccountReading): string | null {
    return (number === null ? undefined : this.#numbers.get(number)) ?? this.named(system, externalId);
  }

  named(system: string, name: string): string | null {
    return this.#names.get(key(system, name)) ?? null;
  }

  parentOf({ system, parent }: AccountReading): string | null {
    return parent === null ? null : (this.named(system, parent) ?? this.#numbers.get(parent) ?? null);
  }

  remember({ system, externalId }: AccountReading, account: Account): void {
    const { id, parentAccountId } = account.state;
    this.accounts.set(id, account);
    this.#names.set(key(system, externalId), id);
    this.#parents.set(id, parentAccountId);
  }

  moved(id: string, parentId: string): void {
    this.#parents.set(id, parentId);
  }

  /** The account and all that stand above it. */
  lineage(id: string | null): string[] {
    const lineage: string[] = [];
    for (let above = id; above !== null && !lineage.includes(above); above = this.#parents.get(above) ?? null) {
      lineage.push(above);
    }
    return lineage;
  }

  /** The lines in an order in which a parent of the batch comes before its children. */
  parentsFirst(readings: readonly AccountReading[]): AccountReading[] {
    const byName = new Map(readings.map((reading) => [key(reading.system, reading.externalId), reading]));
    const ordered = new Set<AccountReading>();
    const visit = (reading: AccountReading, below: ReadonlySet<AccountReading>): void => {
      if (ordered.has(reading) || below.has(reading)) return;
      const parent = reading.parent === null ? undefined : byName.get(key(reading.system, reading.parent));
      if (parent !== undefined) visit(parent, new Set([...below, reading]));
      ordered.add(reading);
    };
    for (const reading of readings) visit(reading, new Set());
    return [...ordered];
  }
}

function key(system: string, name: string): string {
  return JSON.stringify([system, name]);
}
