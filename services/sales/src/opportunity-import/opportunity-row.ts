import type { MoneyJson } from '@tributary/kernel';

export interface LineOfRow {
  readonly sku?: string | null;
  readonly family?: string | null;
  readonly quantity: string;
  readonly value: MoneyJson;
}

/** A line of a file of opportunities. `system` says whose ids `externalId`, `partner` and `account` are. */
export interface OpportunityRow {
  readonly system?: string;
  readonly externalId: string;
  readonly name?: string;
  readonly stage: string;
  readonly openedOn?: string;
  readonly closedOn?: string;
  readonly closedFrom?: string;
  readonly expectedCloseOn?: string;
  readonly value: MoneyJson;
  readonly sku?: string;
  readonly quantity?: string;
  readonly lines?: readonly LineOfRow[];
  readonly partner?: string;
  readonly partnerId?: string;
  readonly account?: string;
  readonly accountId?: string;
  readonly customerName?: string;
  readonly country?: string;
  readonly ownedBy?: string;
  readonly nextStep?: string;
  readonly lossReason?: string;
}

/** A thing that the source names: by its own id, or by ours. */
export interface Named {
  readonly system: string | null;
  readonly name: string;
}

export interface OpportunityReading {
  readonly system: string;
  readonly externalId: string;
  readonly partner: Named | null;
  readonly account: Named | null;
  readonly lines: readonly Required<LineOfRow>[];
  readonly row: OpportunityRow;
}

export function readOpportunityRow(row: OpportunityRow): OpportunityReading {
  const { system = 'import', externalId, partner, partnerId, account, accountId, sku, quantity, value } = row;
  const stated = row.lines ?? (sku === undefined ? [] : [{ sku, family: null, quantity: quantity ?? '1', value }]);
  return {
    system,
    externalId,
    partner: named(system, partner, partnerId),
    account: named(system, account, accountId),
    lines: stated.map((line) => ({ ...line, sku: line.sku ?? null, family: line.family ?? null })),
    row,
  };
}

function named(system: string, name: string | undefined, id: string | undefined): Named | null {
  if (id !== undefined) return { system: null, name: id.toLowerCase() };
  return name === undefined ? null : { system, name };
}

export function keyOf({ system, name }: Named): string {
  return JSON.stringify([system, name]);
}

/** The day at which something happened, as the instant with which it began: a history knows no hours. */
export function beginningOf(day: string | undefined): Date | null {
  return day === undefined ? null : new Date(`${day}T00:00:00.000Z`);
}
