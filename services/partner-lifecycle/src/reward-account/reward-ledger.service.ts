import { Injectable } from '@nestjs/common';
import { Clock } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import type { Movement } from './movement.js';
import type { RewardAccount, RewardReason } from './reward-account.js';

export interface Cause {
  readonly reason: RewardReason;
  readonly occurredAt: Date;
  readonly programId?: string;
  readonly rate?: object;
  readonly cause?: string;
}

// Entries are written only here; nothing ever changes them.
@Injectable()
export class RewardLedgerService {
  constructor(private readonly clock: Clock) {}

  /** In the transaction that saves the balance. */
  post(tx: Transaction, account: RewardAccount, movement: Movement, cause: Cause): void {
    const { id: accountId, partnerId } = account.state;
    const points = Math.abs(movement.entries[0]?.points ?? 0);
    tx.execute(
      `INSERT INTO reward_movement (id, account_id, partner_id, kind, source, earning_id, points, reason, program_id, rate, cause,
         occurred_at, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        movement.id, accountId, partnerId, movement.kind, movement.source, movement.earningId, points, cause.reason,
        cause.programId ?? null, cause.rate ?? null, cause.cause ?? null, cause.occurredAt, this.clock.now(), tx.actor.subject,
      ], // prettier-ignore
    );
    tx.execute(
      `INSERT INTO reward_entry (movement_id, account_id, partner_id, book, points)
         SELECT $1, $2, $3, book, points FROM unnest($4::text[], $5::bigint[]) AS entry(book, points)`,
      [movement.id, accountId, partnerId, movement.entries.map(({ book }) => book), movement.entries.map((entry) => entry.points)], // prettier-ignore
    );
  }

  /** Which of these sources have been entered. */
  async posted(tx: Transaction, accountId: string, sources: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.read<{ source: string }>(
      'SELECT source FROM reward_movement WHERE account_id = $1 AND source = ANY ($2::text[])',
      [accountId, sources],
    );
    return new Set(rows.map(({ source }) => source));
  }
}
