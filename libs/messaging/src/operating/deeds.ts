import type { Actor, Ids } from '@tributary/kernel';
import { CommandContext, type Transaction } from '@tributary/persistence';

/** What an operator did about a failed event. */
export interface Deed {
  readonly noun: 'parked key' | 'dead letter';
  readonly type: 'EventRetried' | 'EventEdited' | 'EventDiscarded';
  /** Of the parked key or the dead letter, and the version that the deed made. */
  readonly id: string;
  readonly version: number;
  readonly handler: string;
  readonly key: string;
  readonly eventId: string;
  readonly reason?: string;
  readonly before?: Buffer | null;
  readonly after?: Buffer;
}

const columns =
  '(id, noun, entity_id, version, type, partner_id, subject, kind, at, reason, before, after, correlation_id)';

/** Puts deeds on record, with who did them and why. */
export function record(tx: Transaction, ids: Ids, actor: Actor, deeds: readonly Deed[]): void {
  const correlationId = CommandContext.current()?.correlationId ?? ids.next();
  for (const { noun, type, id, version, handler, key, eventId, reason, before, after } of deeds) {
    tx.execute(
      `INSERT INTO history ${columns} VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, clock_timestamp(), $8, $9, $10, $11)`,
      [
        ...[ids.next(), noun, id, version, type, actor.subject, actor.kind, reason ?? null],
        ...[{ handler, key, eventId, value: textOf(before) }, { value: textOf(after) }, correlationId],
      ],
    );
  }
}

// A history entry is JSON in PostgreSQL, which has no place for U+0000.
function textOf(value: Buffer | null | undefined): string | null {
  return value?.toString('utf8').replaceAll('\0', '\ufffd') ?? null;
}
